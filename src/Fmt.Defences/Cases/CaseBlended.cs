using System.Collections.Immutable;
using Fmt.Attacks;
using Fmt.Data;

namespace Fmt.Cases;

/// <summary><c>blended</c>: noise of a seed, or a picture.</summary>
/// <param name="Seed">Seed of the noise; 0 with a picture.</param>
/// <param name="Picture">Full path of a picture of any size; null for noise.</param>
/// <param name="Alpha">Strength in (0,1].</param>
public sealed record CaseBlended(int Seed, string? Picture, double Alpha) : CaseTrigger
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Files => Picture is null ? [] : [Picture];

    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) =>
        Picture is null ? Trigger.Blended(Seed, channels, height, width, Alpha) : Trigger.Blended(Picture, channels, height, width, Alpha);
}
