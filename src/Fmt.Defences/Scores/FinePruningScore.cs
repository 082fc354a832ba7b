using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>
/// Fine-pruning (Liu et al. 2018): maps that clean images leave asleep are suspect. The score is -mean(max(0, a)) over images and positions, where a is
/// the output of the batch norm that reads just this map, or the map itself where there is none: with ReLU the activation, elsewhere near it. For a
/// convolution that enters a residual sum without a batch norm of its own, a is what it adds to the sum. Sums themselves are left out.
/// </summary>
public sealed record FinePruningScore : OptionSet, IFeatureMapScore
{
    /// <inheritdoc/>
    public string Name => "Fine-pruning";

    /// <summary>Clean images at most, class-balanced.</summary>
    [Option(Origin.Ours, Min = 1)]
    public int Images { get; init; } = 1000;

    /// <inheritdoc/>
    public ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        var cost = new ScoreCost(context);
        var sample = clean.Balanced(Math.Min(Images, clean.Count), context.Seed);
        var places = Place.Of(network).Where(p => !p.IsSum).ToArray();
        var sums = places.Select(p => new double[p.Channels]).ToArray();
        var hooks = new List<IDisposable>();
        using var mode = new EvaluationMode(network);
        try
        {
            for (var i = 0; i < places.Length; i++)
            {
                var sum = sums[i];
                hooks.Add(Observe(places[i], maps => Add(sum, maps)));
            }

            ForwardPass.Over(network, sample, cost);
        }
        finally
        {
            foreach (var hook in hooks) hook.Dispose();
        }

        return cost.Table(
            Name,
            places.Select((p, i) => PlaceScores.Of(p, sums[i].Select(s => -s / ((double)sample.Count * p.Height * p.Width)).ToArray())),
            FormattableString.Invariant($"positive part of the maps, behind their own batch norm where they have one, on {sample.Count} clean images"));
    }

    /// <summary>Where a map's activation is read: behind the batch norm of its own, else at the convolution.</summary>
    internal static IDisposable Observe(Place place, Action<torch.Tensor> handler) =>
        place.Norm is { } norm ? norm.Observe(handler) : place.Maps!.Observe(handler);

    private static void Add(double[] sum, torch.Tensor maps)
    {
        using var scope = torch.NewDisposeScope();
        var values = ForwardPass.Doubles(maps.clamp_min(0).sum([0, 2, 3], type: torch.float64));
        for (var c = 0; c < sum.Length; c++) sum[c] += values[c];
    }
}
