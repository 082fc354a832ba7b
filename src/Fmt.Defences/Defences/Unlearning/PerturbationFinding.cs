
namespace Fmt.Defences;

/// <summary>A universal perturbation that was reconstructed from the network as it came.</summary>
/// <param name="Kind">Its form, for instance <c>additive, L2 2</c>.</param>
/// <param name="Class">The class that most images are led to.</param>
/// <param name="Before">Percent of the images of other classes that it leads there, in the network as it came.</param>
/// <param name="After">The same perturbation in the trained network.</param>
/// <param name="Cosine">Cosine between its effect on the last batch norm and the remembered direction; null without batch norm.</param>
public sealed record PerturbationFinding(string Kind, int Class, double Before, double After, double? Cosine)
{
    /// <summary>How far it moves the last batch norm's maps along the remembered direction, in its lengths; null without batch norm.</summary>
    public double? Strength { get; init; }
}
