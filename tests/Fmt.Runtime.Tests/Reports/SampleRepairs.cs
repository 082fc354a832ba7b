using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Signs;

namespace Fmt.Tests.Reports;

/// <summary>Invented outcomes of a repair, the same on every run.</summary>
internal static class SampleRepairs
{
    private static readonly ImmutableArray<string> Classes = [.. Enumerable.Range(0, 10).Select(SampleReports.ClassName)];

    /// <summary>A sign, batch statistics, a known trigger, re-activation, innocent networks, the response of the maps.</summary>
    public static DefenceReport Repaired { get; } = SampleReports.Full with
    {
        Network = "SmallVgg " + SampleReports.HostileName,
        Method = "Perturbation unlearning",
        Before = new Rates(84.4, 97.5, 2.1),
        PrunedOnly = null,
        After = new Rates(83.3, 1.3, 82.2),
        Controls = new ControlRates(new Rates(85.4, 96.4, 3.2), null),
        Scores = [],
        FineTuning = [.. Rows(4, 0.9), .. Rows(7, 0.5)],
        Notes = [],
        Seconds = new StageSeconds(0, 74.5, 31.25, 12.5),
        ReActivated = new Rates(83.9, 1.2, 82.4),
        ClassNames = Classes,
        Innocent = [new("wrn16_1_clean", new Rates(83.6, 1.1, 81.6)), new("trojan_wm_2_02_and_more", new Rates(86, 1.2, 84.2))],
        Response = new MapResponse(0.1, 24, 21, 0.125, 9),
        Unlearning = new UnlearningFindings(
            new BackdoorSign(true, 0.02, 0.4812, "features.17", 0.00042,
                [Place("features.17", "features.16", 64, 0.4812), Place("features.20", "features.19", 512, 0.09), Place("sum <last>", null, 16, 0.004)]),
            true, UnlearningBranch.BatchStatistics, 0.2, true, ConvolutionPrecision.BFloat16, 4.25,
            [new("additive, L2 2", 8, 88, 1.5, 0.91), new("additive, L2 3", 8, 97.5, 2, 0.94), new("sparse, 16 pixels", 8, 99, 2.5, 0.88), new("sparse, 25 pixels", 3, 41, 6, 0.27)],
            [.. Rows(4, 0.9), .. Rows(7, 0.5)], new PassCount(66_000, 41_500), 74.5)
        { Held = 8 },
    };

    /// <summary>What a user without a trigger sees.</summary>
    public static DefenceReport RepairedWithoutTrigger { get; } = Repaired with
    {
        Before = new Rates(84.4),
        After = new Rates(83.3),
        Controls = new ControlRates(new Rates(85.4), null),
        ReActivated = null,
        Response = null,
        Innocent = [],
        Examples = SampleReports.NoTrigger.Examples,
        Notes = ["No trigger is known: nothing was measured about a backdoor."],
    };

    /// <summary>No sign; nothing was trained but the control.</summary>
    public static DefenceReport LeftAlone { get; } = RepairedWithoutTrigger with
    {
        After = new Rates(84.4),
        FineTuning = [],
        Seconds = new StageSeconds(0, 3.5, 31.25, 12.5),
        Unlearning = new UnlearningFindings(
            new BackdoorSign(false, 0.02, 0.006, "block3.1.bn2", 0.0004, [Place("block3.0.bn1", "block3.0.conv1", 64, 0.006), Place("block3.1.bn2", null, 64, 0.005)]),
            false, null, null, false, ConvolutionPrecision.AsWeights, null, [], [], new PassCount(1_000, 0), 3.5),
    };

    /// <summary>A known trigger works on a network without a sign.</summary>
    public static DefenceReport Missed { get; } = LeftAlone with
    {
        Before = new Rates(84.4, 97.5, 2.1),
        After = new Rates(84.4, 97.5, 2.1),
        Controls = Repaired.Controls,
        Examples = SampleReports.Full.Examples,
    };

    /// <summary>No batch norm: a class stands out, and perturbations towards it were unlearnt.</summary>
    public static DefenceReport NoBatchNorm { get; } = RepairedWithoutTrigger with
    {
        FineTuning = [.. Rows(8, 0.8), .. Rows(8, 0.4)],
        Unlearning = new UnlearningFindings(
            null, true, UnlearningBranch.FoundTriggers, null, false, ConvolutionPrecision.AsWeights, null,
            [new("sparse, 25 pixels", 8, 97, 9, null)], [.. Rows(8, 0.8), .. Rows(8, 0.4)], new PassCount(60_000, 45_000), 20)
        {
            Classes = new ClassSign([21, 3, 31, double.NaN, 0, 9, 24, 12, 97, 11], 55),
        },
    };

    /// <summary>No batch norm and no class that stands out.</summary>
    public static DefenceReport NoClass { get; } = LeftAlone with
    {
        Unlearning = new UnlearningFindings(null, false, null, null, false, ConvolutionPrecision.AsWeights, null, [], [], new PassCount(20_000, 20_000), 8)
        {
            Classes = new ClassSign([21, 3, 28, 9, 0, 9, 24, 12, 17, 11], 9),
        },
    };

    /// <summary>Forced without a sign, images unlike the training images, perturbations that disagree, figures that are not numbers.</summary>
    public static DefenceReport Doubtful { get; } = Repaired with
    {
        ReActivated = new Rates(83, 84.7, double.NaN),
        ClassNames = [],
        Unlearning = Repaired.Unlearning! with
        {
            Sign = Repaired.Unlearning.Sign! with { Found = false, Largest = 0.0123, EarlyMedian = 0.018, Evidence = [Place("features.17", "features.16", 8, 0.0123), new("none", null, [], [])] },
            Branch = UnlearningBranch.FrozenStatistics,
            ReestimationLoss = null,
            Strength = null,
            Held = null,
            Perturbations = [new("additive, L2 2", 1, 60, double.NaN, null), new("additive, L2 3", 2, 70, 0, null), new("sparse, 16 pixels", 3, 5, 0, null)],
        },
    };

    private static ImmutableArray<EpochRow> Rows(int count, double loss) =>
        [.. Enumerable.Range(1, count).Select(epoch => new EpochRow(epoch, 0.01 / epoch, loss / epoch, 100 - 20 * loss / epoch))];

    /// <summary>Divergences over three decades, the largest in the last channel; those above 0.02 are suspect, at most a tenth.</summary>
    private static PlaceEvidence Place(string norm, string? layer, int channels, double largest)
    {
        ImmutableArray<double> divergence = [.. Enumerable.Range(1, channels).Select(c => largest * Math.Pow(10, -3.0 * (channels - c) / channels))];
        var suspect = Math.Min(channels / 10, divergence.Count(value => value > 0.02));
        return new PlaceEvidence(norm, layer, [.. Enumerable.Range(channels - suspect, suspect)], divergence);
    }
}
