using System.Collections.Immutable;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;

namespace Fmt.Cases;

/// <summary><c>files</c>: triggered images made elsewhere, one array or folder per part of the data.</summary>
/// <param name="Test">Full path of those for the test images.</param>
/// <param name="Train">Full path of those for the training images; null where the case is only for measuring and defending.</param>
public sealed record CaseReplacement(string Test, string? Train) : CaseTrigger
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Files => Train is null ? [Test] : [Test, Train];

    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => ReplacementTrigger.FromFiles(
        part == DataPart.Test ? Test : Train ?? throw new DataException("the case's trigger has no \"train\", the attack's images for the training set, so nothing can be poisoned with it.", Test),
        channels, height, width);
}
