using System.Collections.Immutable;

namespace Fmt.Signs;

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
