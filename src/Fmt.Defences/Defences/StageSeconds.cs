
namespace Fmt.Defences;

/// <summary>Wall seconds.</summary>
/// <param name="Scoring">Testing every feature map.</param>
/// <param name="FineTuning">Fine-tuning the pruned network (without the controls); for another method, all of it.</param>
/// <param name="Controls">The controls.</param>
/// <param name="Measuring">All measurements of ACC, ASR and RA.</param>
public sealed record StageSeconds(double Scoring, double FineTuning, double Controls, double Measuring);
