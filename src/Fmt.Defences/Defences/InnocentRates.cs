using Fmt.Metrics;

namespace Fmt.Defences;

/// <summary>Rates of a network that was trained without the trigger.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rates">Its rates on the same test images.</param>
public sealed record InnocentRates(string Name, Rates Rates);
