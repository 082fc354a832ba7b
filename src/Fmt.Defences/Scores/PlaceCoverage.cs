
namespace Fmt.Scores;

/// <summary>Coverage at one place.</summary>
/// <param name="Place">The place.</param>
/// <param name="Maps">Its number of maps.</param>
/// <param name="Count">q: how many are taken.</param>
/// <param name="Hits">How many of them are among the q with the largest TAC.</param>
/// <param name="Share">Hits / q.</param>
/// <param name="Correlation">Spearman's rank correlation with TAC over all maps of the place.</param>
public sealed record PlaceCoverage(string Place, int Maps, int Count, int Hits, double Share, double Correlation);
