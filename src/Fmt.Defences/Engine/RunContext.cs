using System;
using System.Threading;
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

    /// <summary>Told the network between pruning and training by a defence that does both, to be measured and left as it is.</summary>
    public Action<NetworkModule>? AfterPruning { get; init; }

    /// <summary>Counts the images run forward and backward.</summary>
    public PassCounter Passes { get; } = new();
}
