using Fmt.Attacks;
using Fmt.Data;

namespace Fmt.Cases;

/// <summary><c>badnets</c>: a white square in the lower right corner.</summary>
/// <param name="Size">Side of the square.</param>
public sealed record CaseBadNets(int Size) : CaseTrigger
{
    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Trigger.BadNets(channels, height, width, Size);
}
