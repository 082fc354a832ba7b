
namespace Fmt.Defences;

/// <summary>
/// The backdoor's feature maps (those that change most under the trigger: TAC, Zheng et al. 2022, arXiv 2208.03111) before and after a defence.
/// Measured with the trigger, so an oracle: no defence sees it.
/// </summary>
/// <param name="Share">Share of the maps of a place that count as the backdoor's.</param>
/// <param name="Maps">Number of these maps.</param>
/// <param name="Halved">How many of them respond with less than half of their former TAC.</param>
/// <param name="Fall">Median of TAC after / TAC before over them.</param>
/// <param name="Named">How many of them the defence had named or pruned; null where it names none.</param>
public sealed record MapResponse(double Share, int Maps, int Halved, double Fall, int? Named);
