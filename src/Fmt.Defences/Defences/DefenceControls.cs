namespace Fmt.Defences;

/// <summary>What a defence is run beside, each on the network as it came.</summary>
/// <param name="FinetuneOnly">The same fine-tuning with nothing pruned, or plain fine-tuning.</param>
/// <param name="Random">The same with as many maps pruned at random; null for a defence that does not prune.</param>
public sealed record DefenceControls(IDefence FinetuneOnly, IDefence? Random);
