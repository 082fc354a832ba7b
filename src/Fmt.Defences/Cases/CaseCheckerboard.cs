using Fmt.Attacks;
using Fmt.Data;

namespace Fmt.Cases;

/// <summary><c>checkerboard</c>: 3x3 in the lower right corner.</summary>
/// <param name="Alpha">Strength in (0,1].</param>
public sealed record CaseCheckerboard(double Alpha) : CaseTrigger
{
    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Trigger.Checkerboard(channels, height, width, Alpha);
}
