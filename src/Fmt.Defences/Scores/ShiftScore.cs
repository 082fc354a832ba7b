using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;

namespace Fmt.Scores;

/// <summary>
/// Shift test: the KL divergence between what a map's batch norm reads on clean images and what it remembers; BNP's score (Zheng et al., NeurIPS 2022)
/// with the published formula. Speaks about maps with a batch norm of their own and about residual sums that one reads.
/// </summary>
public sealed record ShiftScore : OptionSet, IFeatureMapScore
{
    /// <inheritdoc/>
    public string Name => Dropout ? "BN shift, dropout on" : "BN shift";

    /// <summary>Clean images at most, class-balanced. BNP 500; 1 000 measured slightly better.</summary>
    [Option(Origin.Ours, Min = 1)]
    public int Images { get; init; } = 1000;

    /// <summary>Dropout active while collecting. Better for a threshold, worse for a ranking; default off.</summary>
    [Option(Origin.Ours)]
    public bool Dropout { get; init; }

    /// <inheritdoc/>
    public ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        var cost = new ScoreCost(context);
        var sample = clean.Balanced(Math.Min(Images, clean.Count), context.Seed);
        var memories = BatchNormMemory.Read(network, sample, cost, Dropout).Where(m => m.Place is not null).ToLookup(m => m.Norm.Name);
        var places = Place.Of(network).Where(p => p.Norm is not null).Select(p => PlaceScores.Of(p, memories[p.Norm!.Site.Name].Single().Kl.AsSpan()));
        return cost.Table(Name, places, FormattableString.Invariant($"input of the batch norms on {sample.Count} clean images, and their running statistics"));
    }
}
