
namespace Fmt.Cases;

/// <summary>The clean images that a defence gets.</summary>
/// <param name="Ratio">Share of the training images, in (0,1].</param>
/// <param name="Seed">Seed of the draw.</param>
public sealed record CleanShare(double Ratio, int Seed);
