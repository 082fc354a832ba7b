using System.Collections.Immutable;
using System.Linq;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>What perturbation unlearning saw in a network, and what it did. All of it from clean images.</summary>
/// <param name="Sign">What the batch norms remember; null where there are none.</param>
/// <param name="Changed">Whether the network was changed.</param>
/// <param name="Branch">How it was trained; null where it was left alone.</param>
/// <param name="ReestimationLoss">Points of accuracy on the clean images that re-estimated statistics cost; null where not tried.</param>
/// <param name="Flip">Whether images were mirrored at random.</param>
/// <param name="Precision">What convolutions computed in.</param>
/// <param name="Strength">How far, in units of the remembered direction, the perturbations move the last batch norm's maps (median); null without batch norm.</param>
/// <param name="Perturbations">The reconstructed perturbations.</param>
/// <param name="Epochs">Training, unlearning first.</param>
/// <param name="Passes">Images run forward and backward.</param>
/// <param name="Seconds">Wall time.</param>
public sealed record UnlearningFindings(
    BackdoorSign? Sign,
    bool Changed,
    UnlearningBranch? Branch,
    double? ReestimationLoss,
    bool Flip,
    ConvolutionPrecision Precision,
    double? Strength,
    ImmutableArray<PerturbationFinding> Perturbations,
    ImmutableArray<EpochRow> Epochs,
    PassCount Passes,
    double Seconds)
{
    /// <summary>Whether one class is reached by few pixels; null where batch norm was read instead.</summary>
    public ClassSign? Classes { get; init; }

    /// <summary>Whether anything in the network uses the remembered direction; null where there is none.</summary>
    public DirectionUse? Use { get; init; }

    /// <summary>The class that two more perturbations lead to, which were unlearnt as they were found; null where the perturbations do not agree on one, and without batch norm.</summary>
    public int? Held { get; init; }
}

/// <summary>How easily each class is reached from all others by a few pixels, the same for all images.</summary>
/// <param name="Reached">Per class, percent of the images of other classes that <see cref="Pixels"/> lead there.</param>
/// <param name="ReachedByFew">Percent that <see cref="FewPixels"/> lead to the <see cref="Leading"/> class.</param>
public sealed record ClassSign(ImmutableArray<double> Reached, double ReachedByFew)
{
    /// <summary>Pixels of the search, of 32x32; larger images get as large a share.</summary>
    public const int Pixels = 25;

    /// <summary>Pixels of the second search, towards the leading class.</summary>
    public const int FewPixels = 9;

    /// <summary>What a sign reaches at least, in percent. Measured: 96 to 100 on backdoored networks; innocent ones of small grey images reach it too.</summary>
    public const double Threshold = 80;

    /// <summary>What a sign reaches at least with few pixels, in percent. Measured: 40 to 100 on backdoored networks, 3 to 25 on innocent ones.</summary>
    public const double FewThreshold = 30;

    /// <summary>Whether the leading class is reached by as much as a trigger does, by both searches. False is "no sign found", never "clean".</summary>
    public bool Found => Reached[Leading] >= Threshold && ReachedByFew >= FewThreshold;

    /// <summary>The class that is reached most.</summary>
    public int Leading => Reached.IndexOf(Reached.Max());

    /// <summary>How much the next one is reached.</summary>
    public double Next => Reached.Length < 2 ? 0 : Reached.RemoveAt(Leading).Max();
}

/// <summary>The trace of a backdoor in the memory of batch norm.</summary>
/// <param name="Found">Whether <paramref name="Largest"/> is above the threshold. False is "no sign found", never "clean".</param>
/// <param name="Threshold">The threshold, in nats.</param>
/// <param name="Largest">The largest divergence of a channel in the last resolution stage.</param>
/// <param name="Place">The batch norm that has it.</param>
/// <param name="EarlyMedian">Median divergence of all channels before the last stage; null where there are none.</param>
/// <param name="Evidence">The feature maps that carry the trace, by place.</param>
public sealed record BackdoorSign(bool Found, double Threshold, double Largest, string Place, double? EarlyMedian, ImmutableArray<PlaceEvidence> Evidence)
{
    /// <summary>
    /// Above this <see cref="EarlyMedian"/> the clean images probably differ from the training images in honest ways too (another crop, other classes, another
    /// domain). Measured: CIFAR-10 networks 0.0001 to 0.008, GTSRB networks on re-cut images 0.016 to 0.02.
    /// </summary>
    public const double ValidEarlyMedian = 0.01;
}

/// <summary>The suspect maps of one batch norm in the last resolution stage.</summary>
/// <param name="Norm">The batch norm's name.</param>
/// <param name="Layer">The convolution whose maps they are; null for a residual sum.</param>
/// <param name="Channels">The suspect channels, ascending.</param>
/// <param name="Divergence">Per channel, all of them, in nats.</param>
public sealed record PlaceEvidence(string Norm, string? Layer, ImmutableArray<int> Channels, ImmutableArray<double> Divergence);

/// <summary>A universal perturbation that was reconstructed from the network as it came.</summary>
/// <param name="Kind">Its form, for instance <c>additive, L2 2</c>.</param>
/// <param name="Class">The class that most images are led to.</param>
/// <param name="Before">Percent of the images of other classes that it leads there, in the network as it came.</param>
/// <param name="After">The same perturbation in the trained network.</param>
/// <param name="Cosine">Cosine between its effect on the last batch norm and the remembered direction; null without batch norm.</param>
public sealed record PerturbationFinding(string Kind, int Class, double Before, double After, double? Cosine)
{
    /// <summary>How far it moves the last batch norm's maps along the remembered direction, in its lengths; null without batch norm.</summary>
    public double? Strength { get; init; }
}
