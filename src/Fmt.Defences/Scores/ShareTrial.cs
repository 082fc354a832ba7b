
namespace Fmt.Scores;

/// <summary>One share tried.</summary>
/// <param name="Share">Share of every place.</param>
/// <param name="Maps">Maps pruned by it.</param>
/// <param name="Accuracy">Held-out accuracy then, in percent.</param>
public sealed record ShareTrial(double Share, int Maps, double Accuracy);
