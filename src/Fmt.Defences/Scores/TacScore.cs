using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>
/// TAC, trigger-activated change (Zheng et al., ECCV 2022): mean over images of the 2-norm of a map's change under the trigger, divided by sqrt(height * width)
/// so that layers compare. Maps are read behind their batch norm where they have one (a sum behind the batch norm that reads it), before the
/// nonlinearity. The oracle that other scores are compared with: it needs the trigger. Clean images given to it are not read.
/// </summary>
/// <param name="Evaluation">Test images, trigger and goal; images are those whose label the attack changes.</param>
public sealed record TacScore(Evaluation Evaluation) : OptionSet, IFeatureMapScore
{
    /// <inheritdoc/>
    public string Name => "TAC";

    /// <summary>Pairs at most, class-balanced.</summary>
    [Option(Origin.Ours, Min = 1)]
    public int Images { get; init; } = 300;

    /// <inheritdoc/>
    /// <exception cref="DataException">The evaluation has no trigger, or changes no label.</exception>
    public ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        var cost = new ScoreCost(context);
        var pairs = Pairs(context.Seed);
        var places = Place.Of(network);
        var sums = places.Select(p => new double[p.Channels]).ToArray();
        var hooks = new List<IDisposable>();
        using var mode = new EvaluationMode(network);
        try
        {
            for (var i = 0; i < places.Length; i++)
            {
                var sum = sums[i];
                hooks.Add(FinePruningScore.Observe(places[i], maps => Add(sum, maps)));
            }

            // In order and once: a trigger that replaces images must know which ones it gets.
            var seen = 0;
            ForwardPass.Over(network, pairs, cost, input: images =>
            {
                var indices = pairs.OriginalIndices.AsSpan().Slice(seen, (int)images.shape[0]);
                seen += indices.Length;
                return torch.cat([images, Evaluation.Trigger!.Stamp(images, indices)]);
            });
        }
        finally
        {
            foreach (var hook in hooks) hook.Dispose();
        }

        return cost.Table(
            Name,
            places.Select((p, i) => PlaceScores.Of(p, sums[i].Select(s => s / pairs.Count / Math.Sqrt(p.Height * p.Width)).ToArray())),
            FormattableString.Invariant($"{pairs.Count} test images with and without the trigger"),
            oracle: true);
    }

    private ImageSet Pairs(int seed)
    {
        Evaluation.Check();
        if (Evaluation.Goal is not { } goal) throw new DataException("TAC needs the trigger and the attack's goal; give both, or leave this score out.", Evaluation.Test.Source);
        var test = Evaluation.Test;
        int[] changed = [.. Enumerable.Range(0, test.Count).Where(i => goal.Changes(test.Labels[i], test.Classes))];
        if (changed.Length == 0) throw new DataException("no test image has a label that the attack would change, so TAC has nothing to be measured on.", test.Source);
        return test.Subset(changed).Balanced(Math.Min(Images, changed.Length), seed);
    }

    /// <summary>The batch is clean images, then the same with the trigger.</summary>
    private static void Add(double[] sum, torch.Tensor maps)
    {
        using var scope = torch.NewDisposeScope();
        var half = maps.shape[0] / 2;
        var change = (maps.narrow(0, half, half) - maps.narrow(0, 0, half)).flatten(2).to(torch.float64).square().sum([2]).sqrt().sum([0]);
        var values = ForwardPass.Doubles(change);
        for (var c = 0; c < sum.Length; c++) sum[c] += values[c];
    }
}
