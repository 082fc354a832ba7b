using System.Collections.Immutable;
using Fmt.Attacks;
using Fmt.Data;

namespace Fmt.Cases;

/// <summary><c>input-aware</c>: a pattern of each image's own, by generators that were trained with the network.</summary>
/// <param name="Weights">Full path of the generators' weights.</param>
public sealed record CaseInputAware(string Weights) : CaseTrigger
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Files => [Weights];

    /// <inheritdoc/>
    /// <exception cref="Fmt.Weights.CheckpointException">The file is missing, damaged, or of something else.</exception>
    public override Trigger Make(DataPart part, int channels, int height, int width) => InputAwareTrigger.FromFile(Weights, channels, height, width);
}
