using System.Collections.Immutable;
using Fmt.Attacks;
using Fmt.Data;

namespace Fmt.Cases;

/// <summary><c>wanet</c>: a warp by the field of a seed, or of a file.</summary>
/// <param name="Seed">Seed of the field; 0 with a file.</param>
/// <param name="Field">Full path of a NumPy array [H,W,2] or [1,H,W,2]; null for the seed's.</param>
/// <param name="ControlPoints">k.</param>
/// <param name="Strength">s.</param>
/// <param name="Rescale">Factor of the grid.</param>
public sealed record CaseWarp(int Seed, string? Field, int ControlPoints, double Strength, double Rescale) : CaseTrigger
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Files => Field is null ? [] : [Field];

    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Field is null
        ? new WarpTrigger(Seed, channels, height, width, ControlPoints, Strength, Rescale)
        : WarpTrigger.FromFile(Field, channels, height, width, Strength, Rescale);
}
