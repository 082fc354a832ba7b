using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Signs;

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
    /// <summary>Whether one class is reached by few pixels, without batch norm; null where its memory was read instead.</summary>
    public ClassSign? Classes { get; init; }

    /// <summary>What was looked for beside batch norm's memory, and what it gave; empty where that was enough.</summary>
    public ImmutableArray<SignReading> Readings { get; init; } = [];

    /// <summary>How it was trained; null where it was not, or fine-tuned.</summary>
    internal BranchPlan? Plan { get; init; }

    /// <summary>Whether anything in the network uses the remembered direction; null where there is none.</summary>
    public DirectionUse? Use { get; init; }

    /// <summary>The class that two more perturbations lead to, which were unlearnt as they were found; null where the perturbations do not agree on one, and without batch norm.</summary>
    public int? Held { get; init; }

    /// <summary>Thresholds that innocent networks have moved; empty where there were none, or none showed more than the thresholds.</summary>
    public ImmutableArray<RaisedThreshold> Raised { get; init; } = [];

    /// <summary>What all signs say together.</summary>
    public SignState State =>
        Use is { Found: true } || (Use is null && Sign is { Found: true }) || Classes is { Found: true } || Readings.Any(r => r.Found) ? SignState.Found
        : Sign is { Found: true } or { EarlyMedian: > BackdoorSign.ValidEarlyMedian } ? SignState.NotValid
        : SignState.NoneKnown;

    /// <summary>The numbers that were looked at, by the sign's name; those that were not needed are missing.</summary>
    internal ImmutableSortedDictionary<string, double> Statistics => Beside.Of(
    [
        .. Sign is { } sign ? [(new MemorySign().Name, sign.Largest)] : Array.Empty<(string, double)>(),
        .. Use is { } use ? [(DirectionUse.Name, use.LargestShare)] : Array.Empty<(string, double)>(),
        .. Readings.Where(r => r.Statistic is not null).Select(r => (r.Sign, r.Statistic!.Value)),
    ]);

    /// <summary>What fresh perturbations still reached, after every round of training; empty where that was not looked at.</summary>
    public ImmutableArray<RepairCheck> Checks { get; init; } = [];
}
