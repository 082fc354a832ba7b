using System;
using System.Linq;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Modules;

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
        var options = new FmtOptions { Eps = Eps, Alpha = Alpha, StepSize = StepSize, ScoringImages = Images, Seed = context.Seed };
        var rows = FmtScoring.Run(network, clean, options, flip: false, (done, all) => context.Progress?.Invoke(Name, done, all), context.Cancellation);
        var images = Math.Min(Images, clean.Count);
        // Per image: the clean pass, the graph of the start images, and for every map a backward and a forward.
        var maps = rows.Sum(r => r.Mispredicted.Length);
        cost.Forward(2L * images);
        cost.Both((long)maps * images);
        var places = Place.Of(network).Zip(rows, (p, r) => PlaceScores.Of(p, Measure == FmtMeasure.Margin ? r.Margin.AsSpan() : r.Mispredicted.Select(m => (double)m).ToArray()));
        return cost.Table(Name, places, FormattableString.Invariant($"logits of {images} adversarial images per map; the convolutions' own output"));
    }
}
