using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;

namespace Fmt.Scores;

/// <summary>FMT's adversarial test of single maps (arXiv 2307.11565) as a score. Defaults are the paper's where it states a value.</summary>
public sealed record FmtScore : MapTestOptions, IFeatureMapScore
{
    /// <inheritdoc/>
    public string Name => FormattableString.Invariant($"FMT {(Measure == FmtMeasure.Margin ? "margin" : "mispredictions")}, eps {Eps * 255:0.##}/255");

    /// <summary>What is counted. Paper: mispredictions.</summary>
    [Option(Origin.Paper)]
    public FmtMeasure Measure { get; init; }

    /// <summary>Clean images per map at most. The paper is silent (the released code takes 32); default 256, class-balanced.</summary>
    [Option(Origin.PaperSilent, Min = 1)]
    public int Images { get; init; } = 256;

    /// <summary>Take the images as a batch of training is made, in random order whatever the classes, cropped and flipped so; null, the default, for class-balanced images as they are.</summary>
    public Augmentation? Augment { get; init; }

    /// <summary>Which epoch's order, crops and flips <see cref="Augment"/> has, so that they are not those of a batch that is trained on.</summary>
    internal int AugmentEpoch { get; init; }

    /// <summary>As the paper states it.</summary>
    public FmtScore()
    {
    }

    /// <summary>With the attack of others.</summary>
    internal FmtScore(MapTestOptions attack)
        : base(attack)
    {
    }

    /// <inheritdoc/>
    /// <remarks>Blocks of images run side by side on workers of their own.</remarks>
    public ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        var cost = new ScoreCost(context);
        var rows = FmtScoring.Run(network, clean, this, context);
        var images = Math.Min(Images, clean.Count);
        // Per image: the clean pass, the graph of the start images, and for every map and step a backward and a forward.
        var maps = rows.Sum(r => r.Mispredicted.Length);
        cost.Forward(2L * images);
        cost.Both((long)maps * images * Steps);
        var places = Place.Of(network).Zip(rows, (p, r) => PlaceScores.Of(p, Measure == FmtMeasure.Margin ? r.Margin.AsSpan() : r.Mispredicted.Select(m => (double)m).ToArray()));
        return cost.Table(Name, places, FormattableString.Invariant($"logits of {images} adversarial images per map; the convolutions' own output"));
    }
}
