using System;
using System.Collections.Immutable;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>
/// A way to repair a network: pruning, training, or both. It changes the network in place and leaves it in evaluation mode; what must be masked for
/// good stays masked. It sees clean images only: whoever measures ASR does so outside.
/// </summary>
public interface IDefence
{
    /// <summary>The method's name in the papers, for instance <c>FT-SAM</c>.</summary>
    string Name { get; }

    /// <summary>Repairs the network.</summary>
    /// <param name="network">A generated network; changed.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="context">Seed, progress, cancellation, what the work cost.</param>
    /// <returns>What was done, for the report.</returns>
    DefenceTrace Apply(NetworkModule network, ImageSet clean, DefenceContext context);
}

/// <summary>What every defence is given beside network and images.</summary>
/// <param name="Seed">Seed of every random choice; streams are named by purpose.</param>
/// <param name="Progress">Told the part, units done and units in all; null for nobody.</param>
/// <param name="Cancellation">Looked at before every step.</param>
public sealed record DefenceContext(int Seed, Action<string, int, int>? Progress = null, CancellationToken Cancellation = default)
{
    /// <summary>Counts the images run forward and backward.</summary>
    public PassCounter Passes { get; } = new();
}

/// <summary>What a defence did.</summary>
/// <param name="Epochs">Its training, epoch by epoch.</param>
/// <param name="Settings">Every choice by name, with its value and where it comes from.</param>
/// <param name="Notes">What a reader must know to judge the figures.</param>
public sealed record DefenceTrace(ImmutableArray<EpochRow> Epochs, ImmutableArray<Setting> Settings, ImmutableArray<string> Notes)
{
    /// <summary>Nothing to tell.</summary>
    public static DefenceTrace Empty { get; } = new([], [], []);
}
