using System;
using System.Collections.Immutable;
using System.IO;
using System.Threading;
using Fmt.Data;
using Fmt.Modules;

namespace Fmt.Engine;

/// <summary>What scores, defences and trainings are given beside network and images.</summary>
/// <param name="Seed">Seed of every random choice; streams are named by purpose.</param>
/// <param name="Progress">Told the part, units done and units in all; null for nobody.</param>
/// <param name="Cancellation">Looked at before every step.</param>
public sealed record RunContext(int Seed, Action<string, int, int>? Progress = null, CancellationToken Cancellation = default)
{
    /// <summary>Every batch norm keeps the statistics that the network came with while it is trained: a second attempt, where the first cost too much.</summary>
    public bool FrozenStatistics { get; init; }

    /// <summary>
    /// Folder in which trainings keep their state after every epoch; null, the default, for none. What was stopped goes on from there and ends with the same bits on
    /// the same machine. A run of other options, seeds, images or weights writes files of its own.
    /// </summary>
    public string? States { get; init; }

    /// <summary>Networks known to be innocent, for the same images: signs count only where they are stronger than in these. Not changed.</summary>
    public ImmutableArray<NetworkModule> Innocent { get; init; } = [];

    /// <summary>Told the network between pruning and training by a defence that does both, to be measured and left as it is.</summary>
    public Action<NetworkModule>? AfterPruning { get; init; }

    /// <summary>Counts the images run forward and backward.</summary>
    public PassCounter Passes { get; } = new();

    /// <summary>Where a training of this run keeps its state; null where none is to be kept.</summary>
    /// <param name="part">Name of the training.</param>
    /// <param name="network">The network before it.</param>
    /// <param name="images">What it is trained on.</param>
    /// <param name="options">Everything else that its result depends on, as text.</param>
    internal TrainingCheckpoint? Checkpoint(string part, NetworkModule network, ImageSet images, Func<string> options)
    {
        if (States is null) return null;
        Directory.CreateDirectory(States);
        var key = TrainingKey.Of(FormattableString.Invariant($"{part} {Seed} {FrozenStatistics}\n{options()}"), network, images, weights: true);
        return new TrainingCheckpoint(Path.Combine(States, $"{key[..24]}.state"), key);
    }
}
