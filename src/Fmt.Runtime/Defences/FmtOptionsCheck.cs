using System;
using System.Collections.Immutable;
using System.Globalization;

namespace Fmt.Defences;

/// <summary>Checks options and lists them for the report.</summary>
internal static class FmtOptionsCheck
{
    public static void Check(FmtOptions o)
    {
        Require(o.PruningDivisor >= 1, nameof(o.PruningDivisor), o.PruningDivisor, "at least 1");
        Require(o.Eps > 0 && o.Eps <= 1, nameof(o.Eps), o.Eps, "above 0 and at most 1 (pixels are in [0,1]; the paper's is 1/255)");
        Require(o.StartNoise > 0 && o.StartNoise <= 1, nameof(o.Alpha), o.StartNoise, "above 0 and at most 1: without start noise every gradient is exactly zero");
        Require(o.Steps >= 1, nameof(o.Steps), o.Steps, "at least 1");
        Require(o.Step > 0, nameof(o.StepSize), o.Step, "above 0");
        Require(o.ScoringImages >= 1, nameof(o.ScoringImages), o.ScoringImages, "at least 1");
        Require(o.Epochs >= 0, nameof(o.Epochs), o.Epochs, "at least 0");
        Require(o.LearningRate >= 0, nameof(o.LearningRate), o.LearningRate, "at least 0");
        Require(o.FinalLearningRate >= 0, nameof(o.FinalLearningRate), o.FinalLearningRate, "at least 0");
        Require(o.Momentum is >= 0 and < 1, nameof(o.Momentum), o.Momentum, "in [0, 1)");
        Require(o.WeightDecay >= 0, nameof(o.WeightDecay), o.WeightDecay, "at least 0");
        Require(o.BatchSize >= 1, nameof(o.BatchSize), o.BatchSize, "at least 1");
        Require(o.Crop >= 0, nameof(o.Crop), o.Crop, "at least 0");
        Require(o.ThreadsPerJob >= 1, nameof(o.ThreadsPerJob), o.ThreadsPerJob, "at least 1");
    }

    public static ImmutableArray<Setting> List(FmtOptions o, bool flip, int scoringImages, int cleanImages)
    {
        const string Paper = "paper", Code = "released code", Ours = "paper silent, chosen here";
        return
        [
            new(nameof(o.PruningDivisor), Text(o.PruningDivisor), o.PruningDivisor == 64 ? Paper : "set"),
            new(nameof(o.MinOnePerLayer), Text(o.MinOnePerLayer), o.MinOnePerLayer ? "set" : Paper),
            new(nameof(o.Eps), $"{Text(o.Eps * 255)}/255", o.Eps == 1.0 / 255 ? Paper : "set"),
            new(nameof(o.Alpha), $"{Text(o.StartNoise * 255)}/255", o.Alpha is null ? Ours : "set"),
            new(nameof(o.Steps), Text(o.Steps), o.Steps == 1 ? Code : "set"),
            new(nameof(o.StepSize), $"{Text(o.Step * 255)}/255", o.StepSize is null ? Ours : "set"),
            new(nameof(o.ScoringImages), Text(scoringImages), o.ScoringImages == 256 ? Ours : "set"),
            new("CleanImages", Text(cleanImages), "given"),
            new(nameof(o.Epochs), Text(o.Epochs), o.Epochs == 10 ? Code : "set"),
            new(nameof(o.LearningRate), $"{Text(o.LearningRate)} to {Text(o.FinalLearningRate)}, cosine by epoch", o is { LearningRate: 0.01, FinalLearningRate: 1e-4 } ? Code : "set"),
            new(nameof(o.Momentum), Text(o.Momentum), o.Momentum == 0.9 ? Code : "set"),
            new(nameof(o.WeightDecay), Text(o.WeightDecay), o.WeightDecay == 0 ? Code : "set"),
            new(nameof(o.BatchSize), Text(o.BatchSize), o.BatchSize == 256 ? Code : "set"),
            new(nameof(o.Crop), Text(o.Crop), o.Crop == 4 ? Code : "set"),
            new(nameof(o.Flip), Text(flip), o.Flip is null ? "decided on the clean images" : "set"),
            new(nameof(o.HoldMasks), Text(o.HoldMasks), o.HoldMasks ? Ours : "set"),
        ];
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "yes" : "no";

    private static void Require(bool holds, string option, IFormattable value, string wanted)
    {
        if (!holds) throw new ArgumentOutOfRangeException($"options.{option}", $"FmtOptions.{option} is {Text(value)}; it must be {wanted}.");
    }
}
