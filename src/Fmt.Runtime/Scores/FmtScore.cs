using System;
using System.Linq;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>What FMT's adversarial test counts.</summary>
public enum FmtMeasure
{
    /// <summary>How many of a map's adversarial images are misread (arXiv 2307.11565).</summary>
    Mispredictions,

    /// <summary>Mean over them of the largest wrong logit less the true one: no ties where hardly an image changes class. Not in the paper.</summary>
    Margin,
}

/// <summary>FMT's adversarial test of single maps (arXiv 2307.11565) as a score.</summary>
/// <param name="Measure">What is counted.</param>
/// <param name="Eps">Radius of the ball, in pixels of [0,1]. Paper: 1/255.</param>
/// <param name="Images">Clean images per map at most, class-balanced. The paper is silent; 256.</param>
public sealed record FmtScore(FmtMeasure Measure = FmtMeasure.Mispredictions, double Eps = 1.0 / 255, int Images = 256) : IFeatureMapScore
{
    /// <summary>Size of the random start noise. The paper is silent; default Eps/2.</summary>
    public double? Alpha { get; init; }

    /// <summary>Size of the one step. The paper is silent; default 1.5 Eps, which ends on the ball's face.</summary>
    public double? StepSize { get; init; }

    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"FMT {(Measure == FmtMeasure.Margin ? "margin" : "mispredictions")}, eps {Eps * 255:0.##}/255");

    /// <inheritdoc/>
    /// <remarks>Blocks of images run side by side on workers of their own.</remarks>
    public ScoreTable Score(NetworkModule network, ImageSet clean, DefenceContext context)
    {
        var cost = new ScoreCost(context);
        var sample = clean.Balanced(Math.Min(Images, clean.Count), context.Seed);
        using var scope = torch.NewDisposeScope();
        var device = network.parameters().First().device;
        var indices = Enumerable.Range(0, sample.Count).ToArray();
        var (x, y) = (sample.Images(indices, device), sample.LabelTensor(indices, device));
        var signs = new float[x.numel()];
        new RandomSource(context.Seed, "fmt/start").Signs(signs);
        var start = (x + torch.tensor(signs, x.shape, device: device) * (Alpha ?? Eps / 2)).clamp(0, 1);
        var rows = FeatureMapTest.Score(
            network, x, start, y, new MapAttack(Eps, StepSize ?? 1.5 * Eps), progress: (done, all) => context.Progress?.Invoke(Name, done, all), cancellation: context.Cancellation);
        // Per image: the clean pass, the graph of the start images, and for every map a backward and a forward.
        var maps = rows.Sum(r => r.Mispredicted.Length);
        cost.Forward(2L * sample.Count);
        cost.Both((long)maps * sample.Count);
        var places = Place.Of(network).Zip(rows, (p, r) => PlaceScores.Of(p, Measure == FmtMeasure.Margin ? r.Margin.AsSpan() : r.Mispredicted.Select(m => (double)m).ToArray()));
        return cost.Table(Name, places, FormattableString.Invariant($"logits of {sample.Count} adversarial images per map; the convolutions' own output"));
    }
}
