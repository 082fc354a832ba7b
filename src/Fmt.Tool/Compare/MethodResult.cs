using System;
using System.Collections.Immutable;
using Fmt.Defences;
using Fmt.Metrics;
using Fmt.Signs;

namespace Fmt.Tool.Compare;

/// <summary>One method on one network with one seed.</summary>
/// <param name="Before">The network as it came.</param>
/// <param name="After">After the method.</param>
/// <param name="ReActivated">After the re-activation test; null where not run.</param>
/// <param name="Seconds">Wall time of the method alone.</param>
/// <param name="Forward">Images run forward by the method.</param>
/// <param name="Backward">Images run backward.</param>
/// <param name="Response">What became of the backdoor's feature maps.</param>
/// <param name="Notes">The method's notes.</param>
/// <param name="HandedBack">Whether the network is as it came because the method cost too much accuracy on held-out images.</param>
internal sealed record MethodResult(
    Rates Before, Rates After, Rates? ReActivated, double Seconds, long Forward, long Backward, MapResponse? Response, ImmutableArray<string> Notes, bool HandedBack)
{
    /// <summary>What the signs said together, where the method looks for any.</summary>
    public SignState? State { get; init; }

    /// <summary>The numbers of the signs, by name.</summary>
    public ImmutableSortedDictionary<string, double> Signs { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Points of ACC lost.</summary>
    public double AccLoss => Before.Acc - After.Acc;

    /// <summary>Defence effectiveness rate in percent (FT-SAM, arXiv 2304.11823, equation 7); 50 is no change.</summary>
    public double Der => (Math.Max(0, (Before.Asr ?? 0) - (After.Asr ?? 0)) - Math.Max(0, AccLoss) + 100) / 2;
}
