using System;
using System.Collections.Immutable;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Scores;

/// <summary>
/// The largest share of every place of the last resolution stage that held-out accuracy can bear. The bound adapts to the network: a backdoor in a few maps
/// and one spread over a fifth of a layer need very different shares.
/// </summary>
/// <param name="Selection">The maps; none where no share keeps the bound.</param>
/// <param name="Share">The share chosen; null for none.</param>
/// <param name="AccuracyBefore">Held-out accuracy with nothing pruned, in percent.</param>
/// <param name="Trials">What was tried. The curve is not monotone, so the search goes on behind a share that breaks the bound.</param>
public sealed record BoundedShare(MapSelection Selection, double? Share, double AccuracyBefore, ImmutableArray<ShareTrial> Trials)
{
    /// <summary>The shares tried where nothing else is asked for.</summary>
    public static ImmutableArray<double> Grid { get; } = [0.02, 0.04, 0.06, 0.08, 0.1, 0.125, 0.15, 0.175, 0.2, 0.25, 0.3];

    /// <summary>Finds it. The network is unchanged: masks are tried in a copy.</summary>
    /// <param name="network">The network.</param>
    /// <param name="table">The scores; only places of the last stage are used.</param>
    /// <param name="heldOut">Clean images that had no part in the scores.</param>
    /// <param name="context">Cancellation, count of passes.</param>
    /// <param name="bound">Points of accuracy that may be lost.</param>
    /// <param name="giveUp">Points lost at which larger shares are not tried any more.</param>
    /// <param name="images">Held-out images at most, class-balanced.</param>
    public static BoundedShare Largest(NetworkModule network, ScoreTable table, ImageSet heldOut, RunContext context, double bound = 8, double giveUp = 16, int images = 400)
    {
        var stage = table.LastStage();
        var judged = heldOut.Balanced(Math.Min(images, heldOut.Count), context.Seed);
        var before = HeldOut.Accuracy(network, judged, context);
        var trials = ImmutableArray.CreateBuilder<ShareTrial>();
        var best = new MapSelection(FormattableString.Invariant($"{table.Name}, no share costs at most {bound:0.#} points"), table.Oracle, []);
        double? share = null;
        using var trial = network.Copy();
        foreach (var tried in stage.Places.IsEmpty ? [] : Grid)
        {
            var selection = SelectionRule.PerLayer(stage, tried);
            trial.TakeFrom(network);
            selection.Apply(trial);
            var accuracy = HeldOut.Accuracy(trial, judged, context);
            trials.Add(new ShareTrial(tried, selection.Count, accuracy));
            if (before - accuracy > giveUp) break;
            if (before - accuracy <= bound) (best, share) = (selection, tried);
        }

        return new BoundedShare(best, share, before, trials.ToImmutable());
    }
}
