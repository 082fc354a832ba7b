using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>
/// The replay test map by map: only this map's component of the shift is injected, and the score is what one class gains by it: the increase of its logit
/// less the mean of all logits, averaged over images of other classes, the largest over classes. Speaks about the places of the last resolution stage
/// that have a batch norm, since further up the shift is not the trigger's direction.
/// </summary>
public sealed record ReplayScore : OptionSet, IFeatureMapScore
{
    /// <inheritdoc/>
    public string Name => "Replay, class gain";

    /// <summary>Multiple of the shift.</summary>
    [Option(Origin.Ours, Min = 0)]
    public double Strength { get; init; } = 10;

    /// <summary>Clean images run per map, class-balanced.</summary>
    [Option(Origin.Ours, Min = 1)]
    public int Images { get; init; } = 64;

    /// <summary>Clean images for the statistics.</summary>
    [Option(Origin.Ours, Min = 1)]
    public int StatisticsImages { get; init; } = 1000;

    /// <inheritdoc/>
    public ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        var cost = new ScoreCost(context);
        var statistics = clean.Balanced(Math.Min(StatisticsImages, clean.Count), context.Seed);
        var memories = BatchNormMemory.Read(network, statistics, cost, dropout: true).ToDictionary(m => m.Norm.Name);
        var sample = clean.Balanced(Math.Min(Images, clean.Count), context.Seed);
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        using var mode = new EvaluationMode(network);
        int[] all = [.. Enumerable.Range(0, sample.Count)];
        var device = network.Device;
        var x = sample.Images(all, device);
        // 1 where the image is not of the class, per class: [n, K]; labels beyond the set's classes do not occur.
        var others = torch.nn.functional.one_hot(sample.LabelTensor(all, device), network.ClassCount).logical_not().to(torch.float32);
        var plain = Centred(network.call(x));
        cost.Forward(sample.Count);
        double Gain(torch.Tensor logits)
        {
            cost.Forward(sample.Count);
            return ((Centred(logits) - plain) * others).sum([0]).div(others.sum([0]).clamp_min(1)).max().ToDouble();
        }

        var places = LastStage.Only([.. Place.Of(network).Where(p => p.Norm is not null)], p => (p.Height, p.Width));
        return cost.Table(
            Name,
            places.Select(p => PlaceScores.Of(p, Gains(network, p, memories[p.Norm!.Site.Name], x, Gain, context))),
            FormattableString.Invariant($"logits of {sample.Count} clean images per map, shift of the batch norms on {statistics.Count}"));
    }

    private double[] Gains(NetworkModule network, Place place, BatchNormMemory memory, torch.Tensor x, Func<torch.Tensor, double> gain, RunContext context)
    {
        // In evaluation mode a batch norm is affine per channel, so the shift may be added to the convolution's map: then the suffix alone is run.
        using var state = place.Maps?.Features(x);
        var gains = new double[place.Channels];
        for (var c = 0; c < gains.Length; c++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            gains[c] = gain(state is null ? WithSum(network, memory, c, x) : WithMap(place.Maps!, state, memory, c));
        }

        return gains;
    }

    private torch.Tensor WithMap(FeatureMaps maps, SiteState state, BatchNormMemory memory, int channel)
    {
        var changed = state.Maps.clone();
        changed.select(1, channel).add_(Strength * memory.Shift[channel]);
        using var with = state.With(changed);
        return maps.Logits(with);
    }

    private torch.Tensor WithSum(NetworkModule network, BatchNormMemory memory, int channel, torch.Tensor x)
    {
        using var injection = Injection.One(network, memory, channel, Strength);
        return network.call(x);
    }

    private static torch.Tensor Centred(torch.Tensor logits) => logits - logits.mean([1], keepdim: true);
}
