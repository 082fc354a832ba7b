using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Options;

namespace Fmt.Tests.Reports;

/// <summary>Invented outcomes of a defence, the same on every run, with names that break careless writers.</summary>
internal static class SampleReports
{
    public const string HostileName = "<script>alert(\"1\")</script> & 'co' {{scores}} [red]";

    private const int Side = 32;

    /// <summary>20 layers, 43 classes, controls, a known trigger.</summary>
    public static DefenceReport Full { get; } = new(
        "ResNet20 " + HostileName, "FMT (paper)", 7, "cpu",
        new Rates(93.456, 98.7654, 1.25), new Rates(88.1, 97.5, 2.0), new Rates(91.25, 12.5, 71.875),
        new ControlRates(new Rates(92.5, 41, 50), new Rates(92.125, 38.5, 52)),
        Layers(20), Epochs(10), Settings(),
        ["The maps of layer3.2.conv2 are tied: which of them were pruned is arbitrary.", "Class " + ClassName(3) + " has 4 images only."],
        [.. Enumerable.Range(0, 6).Select(Example)],
        new StageSeconds(754.25, 61.5, 130, 9.75));

    public static DefenceReport NoTrigger { get; } = Full with
    {
        Before = new Rates(93.456),
        PrunedOnly = new Rates(88.1),
        After = new Rates(91.25),
        Controls = new ControlRates(new Rates(92.5), new Rates(92.125)),
        Examples = [.. Full.Examples.Select(example => example with { Triggered = [], TriggeredBefore = null, TriggeredAfter = null })],
        Notes = ["No trigger is known: ASR and RA were not measured."],
    };

    public static DefenceReport AllTied { get; } = Full with
    {
        Scores = [.. Full.Scores.Select(site => site with { Mispredicted = [.. Enumerable.Repeat(0, site.Channels)], Pruned = [.. Enumerable.Range(0, site.Channels / 10)] })],
    };

    public static DefenceReport NoControls { get; } = Full with { Controls = null };

    /// <summary>Nothing tested, trained or shown.</summary>
    public static DefenceReport Bare { get; } = NoControls with { Scores = [], FineTuning = [], Settings = [], Notes = [], Examples = [] };

    /// <summary>One epoch without a finite loss, layers without maps or images, grey pictures, a trigger that changes nothing, rates that are not numbers.</summary>
    public static DefenceReport Odd { get; } = Full with
    {
        PrunedOnly = new Rates(double.NaN, double.NaN, double.PositiveInfinity),
        FineTuning = [new EpochRow(1, 0.01, double.NaN, 100)],
        Scores = [new SiteScores("none", 4, 4, 10, [], []), new SiteScores("unseen", 4, 4, 0, [0, 0], []), new SiteScores("one", 1, 1, 3, [3], [0])],
        Examples = [new ExampleImage(1, 1, 2, [0, 255], [0, 255], "a", "a", "b", "c", "a")],
    };

    /// <summary>As many layers and maps as a large network has.</summary>
    public static DefenceReport Large { get; } = Full with { Scores = Layers(160), FineTuning = Epochs(100) };

    public static string ClassName(int index) => string.Create(CultureInfo.InvariantCulture, $"sign <{index}> & \"limit\" {10 * index}'");

    private static ImmutableArray<SiteScores> Layers(int count)
    {
        var random = new Random(1);
        var layers = new List<SiteScores>();
        for (var i = 0; i < count; i++)
        {
            var channels = Math.Min(1024, 16 << (i * 7 / count));
            int[] scores = [.. Enumerable.Range(0, channels).Select(_ => (int)(100 * Math.Pow(random.NextDouble(), 2.5 + 0.1 * i)))];
            int[] pruned = [.. Enumerable.Range(0, channels).OrderByDescending(channel => scores[channel]).ThenBy(channel => channel).Take(channels / 10).Order()];
            var name = i % 6 == 5 ? $"layer{i / 6 + 1}.0.downsample.0" : string.Create(CultureInfo.InvariantCulture, $"layer{i / 6 + 1}.{i % 6 / 2}.conv{i % 2 + 1}");
            layers.Add(new SiteScores(name, Side >> (i * 3 / count), Side >> (i * 3 / count), 100, [.. scores], [.. pruned]));
        }
        return [.. layers];
    }

    private static ImmutableArray<EpochRow> Epochs(int count) =>
        [.. Enumerable.Range(1, count).Select(epoch => new EpochRow(epoch, epoch < 6 ? 0.01 : 0.001, 0.08 + 1.2 / (epoch * epoch), 98.5 - 30.0 / (epoch * epoch)))];

    private static ImmutableArray<Setting> Settings() =>
    [
        new("Alpha", "0.01", "paper, section 4.1"), new("PruneRatio", "0.1", "released code <main.py>"),
        new("Epochs", "10", "gap filled here: neither states it & both differ"), new("Seed", "7", "given"),
    ];

    private static ExampleImage Example(int index)
    {
        byte[] clean = [.. Enumerable.Range(0, 3 * Side * Side).Select(i => Pixel(i, index))];
        byte[] triggered = [.. clean.Select((value, i) => i % (Side * Side) / Side >= 27 && i % Side >= 27 ? (byte)(i % 2 == 0 ? 255 : 0) : (byte)Math.Min(255, value + (i / 3 % 2 == 0 ? 3 : 0)))];
        return new ExampleImage(3, Side, Side, [.. clean], [.. triggered], ClassName(index), ClassName(index), ClassName(index % 4 == 3 ? 9 : index), ClassName(0), ClassName(index % 3 == 2 ? 0 : index));
    }

    private static byte Pixel(int i, int index)
    {
        int channel = i / (Side * Side), row = i % (Side * Side) / Side, column = i % Side;
        var disc = (row - 16) * (row - 16) + (column - 16) * (column - 16) < 120;
        return (byte)(disc ? 200 - 40 * ((channel + index) % 3) : 60 + 2 * row + 20 * channel);
    }
}
