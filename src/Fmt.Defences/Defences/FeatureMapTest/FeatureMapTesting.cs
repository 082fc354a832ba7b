using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Fmt.Data;
using Fmt.Options;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>
/// Feature Map Testing (arXiv 2307.11565): score -> select -> mask -> fine-tune. Every feature map is tested with adversarial images made for it
/// (<see cref="FmtScore"/>), of each layer the maps under which the network errs most are pruned, and the network is fine-tuned.
/// </summary>
/// <remarks>Defaults are the paper's where it states a value; where it is silent the documentation says so and what was chosen instead.</remarks>
public sealed partial record FeatureMapTesting : MapTestOptions, IDefence
{
    /// <summary>The method as the paper states it.</summary>
    public static FeatureMapTesting Paper { get; } = new();

    /// <summary>
    /// The published loop with its quirks (<c>retsuh-bqw/FMP defense/fgsm-feature.py</c>, with the CIFAR-10 settings of <c>ASE2023Paper/FMT</c>; for
    /// CIFAR-100 and GTSRB these have an <see cref="MapTestOptions.Alpha"/> of 0.03): 32 augmented images, normalised twice and clamped to [0,1] in between; no
    /// projection; the k-th list of maps to the k-th convolution registered, batch norm scales by the convolution registered before; nothing held.
    /// Not as released: ties go to the lower channel (NumPy's unstable argsort is not reproducible), the random draws are this library's, the
    /// convolution's own output is tested even where an in-place operation overwrites it later (the released hooks then see a residual sum), and no
    /// test image is shown to the network between epochs (<see cref="TestPass"/>).
    /// </summary>
    public static FeatureMapTesting AsReleased { get; } = new()
    {
        Preset = "as released",
        Eps = 0.06,
        Alpha = 0.02,
        ScoringImages = 32,
        AugmentScoring = true,
        DoubleNormalise = true,
        ClampNormalised = true,
        ProjectToBall = false,
        PositionalLists = true,
        BatchNorms = BatchNormRule.LastConvolution,
        ZeroConvBias = false,
        HoldMasks = false,
    };

    /// <inheritdoc/>
    public string Name => $"FMT ({Preset}{Chosen})";

    /// <summary>Name of this set of options, for reports.</summary>
    public string Preset { get; init; } = "paper";

    /// <summary>Which maps are pruned. The method is <see cref="MapChoice.ByScore"/>; the others are its controls.</summary>
    [Option(Origin.Paper)]
    public MapChoice Choice { get; init; }

    /// <summary>p: a layer of C maps loses floor(C/p). Paper: 64.</summary>
    [Option(Origin.Paper, Min = 1)]
    public int PruningDivisor { get; init; } = 64;

    /// <summary>Prune at least one map of every layer. Paper: no; layers narrower than <see cref="PruningDivisor"/> lose none. Default false.</summary>
    [Option(Origin.Paper)]
    public bool MinOnePerLayer { get; init; }

    /// <summary>
    /// Give the k-th list in order of calls (<see cref="CallOrder"/>) to the k-th Conv2d in order of registration, as the released code does; where the two orders differ,
    /// layers are pruned by the scores of others. Paper: no, every layer by its own. Every Conv2d must be tested then. Default false.
    /// </summary>
    [Option(Origin.Paper)]
    public bool PositionalLists { get; init; }

    /// <summary>
    /// For <see cref="PositionalLists"/>: all Conv2ds by name, in the order in which the published network calls them. Default: this library's order of
    /// execution, with the shortcut of a pre-activation block first (PreActResNet18, the network of the released code).
    /// </summary>
    public ImmutableArray<string> CallOrder { get; init; } = [];

    /// <summary>Which batch norms lose what with a map. The paper is silent; default <see cref="BatchNormRule.OnlyReader"/>. Released code: <see cref="BatchNormRule.LastConvolution"/>.</summary>
    [Option(Origin.PaperSilent)]
    public BatchNormRule BatchNorms { get; init; }

    /// <summary>Zero a pruned map's bias with its filter. The paper is silent (the released code keeps it); default true.</summary>
    [Option(Origin.PaperSilent)]
    public bool ZeroConvBias { get; init; } = true;

    /// <summary>Clean images per map. The paper is silent (the released code takes 32); default 256.</summary>
    [Option(Origin.PaperSilent, Min = 1)]
    public int ScoringImages { get; init; } = 256;

    /// <summary>
    /// Take the scoring images as a batch of training is made, as the released code does: in random order whatever the classes, cropped and flipped
    /// (<see cref="Crop"/>, <see cref="Flip"/>). The paper is silent; default false: class-balanced, as they are.
    /// </summary>
    [Option(Origin.PaperSilent)]
    public bool AugmentScoring { get; init; }

    /// <summary>Epochs of fine-tuning. The paper is silent; the released code takes 10.</summary>
    [Option(Origin.ReleasedCode, Min = 0)]
    public int Epochs { get; init; } = 10;

    /// <summary>First learning rate, cosine to <see cref="FinalLearningRate"/> by epoch. Released code: 0.01.</summary>
    [Option(Origin.ReleasedCode, Min = 0)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>Learning rate that the cosine goes to. Released code: 1e-4.</summary>
    [Option(Origin.ReleasedCode, Min = 0)]
    public double FinalLearningRate { get; init; } = 1e-4;

    /// <summary>Momentum of SGD. Released code: 0.9.</summary>
    [Option(Origin.ReleasedCode, Min = 0, Max = 1, BelowMax = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of SGD. Released code: 0.</summary>
    [Option(Origin.ReleasedCode, Min = 0)]
    public double WeightDecay { get; init; }

    /// <summary>Images per batch of fine-tuning. Released code: 256.</summary>
    [Option(Origin.ReleasedCode, Min = 1)]
    public int BatchSize { get; init; } = 256;

    /// <summary>Random crop with this zero padding, in pixels. Released code: 4.</summary>
    [Option(Origin.ReleasedCode, Min = 0)]
    public int Crop { get; init; } = 4;

    /// <summary>Mirror images at random. Released code: CIFAR-10 only. Default null: where the network reads mirrored clean images within 20 points as well.</summary>
    [Option(Origin.Decided)]
    public bool? Flip { get; init; }

    /// <summary>
    /// Keep pruned maps at zero in fine-tuning, and masked in the network. The paper is silent; default true. Without it (released code) weights are
    /// zeroed once and may grow back.
    /// </summary>
    [Option(Origin.PaperSilent)]
    public bool HoldMasks { get; init; } = true;

    /// <summary>
    /// Images that the network is shown in training mode after each epoch of fine-tuning. The released code shows it the test images: batch
    /// norms then carry statistics of the images that accuracy is measured on. A leak, to study that code's figures with; a defender has no such
    /// images. Default null, in <see cref="AsReleased"/> too.
    /// </summary>
    public ImageSet? TestPass { get; init; }

    private string Chosen => Choice switch
    {
        MapChoice.ByScore => "",
        MapChoice.AtRandom => ", random maps",
        _ => ", nothing pruned",
    };

    /// <inheritdoc/>
    private protected override void CheckTogether()
    {
        if (HoldMasks && !(ZeroConvBias && BatchNorms == BatchNormRule.OnlyReader))
            throw new ArgumentException("FeatureMapTesting.HoldMasks keeps a pruned map at zero, its bias and its batch norm included: it goes with ZeroConvBias true and BatchNorms OnlyReader. Set HoldMasks to false, or these two so.", nameof(HoldMasks));
    }

    /// <inheritdoc/>
    private protected override IEnumerable<(OptionSet Options, string Origin)> Presets => [(AsReleased, Origin.ReleasedCode)];

    /// <summary>The test of every map, on images as they are.</summary>
    internal FmtScore Score => new(this) { Images = ScoringImages };
}
