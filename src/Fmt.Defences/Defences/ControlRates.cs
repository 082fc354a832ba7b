using Fmt.Metrics;

namespace Fmt.Defences;

/// <summary>The defence's controls. Each starts from the network as it came.</summary>
/// <param name="FinetuneOnly">The same fine-tuning, nothing pruned; for a method that does not prune, plain fine-tuning.</param>
/// <param name="Random">As many maps per layer pruned at random, then the same fine-tuning; null for a defence that does not prune.</param>
public sealed record ControlRates(Rates FinetuneOnly, Rates? Random);
