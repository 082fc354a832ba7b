using System.Collections.Immutable;

namespace Fmt.Engine;

/// <summary>Where the state of a training is kept between its epochs.</summary>
/// <param name="Path">The file.</param>
/// <param name="Key">What the training is of; a state of another is refused.</param>
internal sealed record TrainingCheckpoint(string Path, string Key)
{
    /// <summary>What is kept beside modules, optimizers and dropout's generator.</summary>
    public ImmutableArray<Kept> More { get; init; } = [];
}
