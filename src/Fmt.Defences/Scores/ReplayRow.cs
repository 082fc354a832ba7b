
namespace Fmt.Scores;

/// <summary>One replay.</summary>
/// <param name="Place">Where it was injected.</param>
/// <param name="Strength">Multiple of the shift.</param>
/// <param name="Wrong">Share of the images then misread, in percent.</param>
/// <param name="Class">The commonest wrong class, the lower of equals; null where no image is misread.</param>
/// <param name="ClassShare">Share of all images that are misread as it, in percent.</param>
public sealed record ReplayRow(string Place, double Strength, double Wrong, int? Class, double ClassShare);
