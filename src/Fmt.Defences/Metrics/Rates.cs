namespace Fmt.Metrics;

/// <summary>What a network does on a test set, in percent.</summary>
/// <param name="Acc">Clean accuracy: share of all test images predicted as their label.</param>
/// <param name="Asr">Attack success rate: share of stamped images (true label not the target) predicted as the target; null where no trigger is known.</param>
/// <param name="Ra">Robust accuracy: share of the same stamped images predicted as their true label; null where no trigger is known.</param>
public sealed record Rates(double Acc, double? Asr = null, double? Ra = null);
