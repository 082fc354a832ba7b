using System.Collections.Immutable;
using Fmt.Engine;
using Fmt.Options;

namespace Fmt.Defences;

/// <summary>What a defence did.</summary>
/// <param name="Epochs">Its training, epoch by epoch.</param>
/// <param name="Settings">Every choice by name, with its value and where it comes from.</param>
/// <param name="Notes">What a reader must know to judge the figures.</param>
public sealed record DefenceTrace(ImmutableArray<EpochRow> Epochs, ImmutableArray<Setting> Settings, ImmutableArray<string> Notes)
{
    /// <summary>Whether the network is another one than came: false where the method found nothing to do, or every attempt cost too much accuracy.</summary>
    public bool Changed { get; init; } = true;

    /// <summary>What the held-out images said of the outcome; null where it was not judged.</summary>
    public AccuracyGuard? Guard { get; init; }

    /// <summary>How the maps of every tested site fared, with each site's own list as its pruned maps; empty for a method that tests none.</summary>
    public ImmutableArray<SiteScores> Scores { get; init; } = [];

    /// <summary>The channels that were really pruned, or are named as suspect, by convolution or batch norm; null where the method names none.</summary>
    public ImmutableDictionary<string, ImmutableArray<int>>? Pruned { get; init; }

    /// <summary>What perturbation unlearning found; null for other methods.</summary>
    public UnlearningFindings? Findings { get; init; }

    /// <summary>Wall seconds of testing the maps.</summary>
    public double ScoringSeconds { get; init; }

    /// <summary>Whether an attempt with frozen statistics is another one than this: the training moved batch norm's statistics.</summary>
    public bool MovesStatistics { get; init; } = !Epochs.IsEmpty;

    /// <summary>Whether images were mirrored at random.</summary>
    internal bool Flip { get; init; }

    /// <summary>Nothing to tell.</summary>
    public static DefenceTrace Empty { get; } = new([], [], []);
}
