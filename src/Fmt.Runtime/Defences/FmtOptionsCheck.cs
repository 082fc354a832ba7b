using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

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
        Require(o.MaxAccuracyLoss is >= 0 and <= AccuracyGuard.NoBound, nameof(o.MaxAccuracyLoss), o.MaxAccuracyLoss, "from 0 to 100 points, 100 for no bound");
        Require(Enum.IsDefined(o.BatchNorms), nameof(o.BatchNorms), o.BatchNorms, "one of the rules");
        if (o.HoldMasks && !(o.ZeroConvBias && o.BatchNorms == BatchNormRule.OnlyReader))
            throw new ArgumentException("FmtOptions.HoldMasks keeps a pruned map at zero, its bias and its batch norm included: it goes with ZeroConvBias true and BatchNorms OnlyReader. Set HoldMasks to false, or these two so.", "options");
        if (o is { TestPassInTrainMode: true, Evaluation: null })
            throw new ArgumentException("FmtOptions.TestPassInTrainMode shows the network test images; give them in FmtOptions.Evaluation.", "options");
    }

    public static ImmutableArray<Setting> List(FmtOptions o, bool flip, int scoringImages, int cleanImages)
    {
        const string Paper = "paper", Code = "released code", Ours = "paper silent, chosen here";
        static string From<T>(T value, params (T Value, string Origin)[] known) => known.FirstOrDefault(k => Equals(k.Value, value)).Origin ?? "set";
        string Size(double value) => o.ScoresNormalisedValues ? $"{Text(value)} in normalised units" : $"{Text(value * 255)}/255";
        string Switch(bool value, string off = Paper) => From(value, (false, off), (true, Code));
        return
        [
            new(nameof(o.PruningDivisor), Text(o.PruningDivisor), From(o.PruningDivisor, (64, Paper))),
            new(nameof(o.MinOnePerLayer), Text(o.MinOnePerLayer), From(o.MinOnePerLayer, (false, Paper))),
            new(nameof(o.PositionalLists), Text(o.PositionalLists), Switch(o.PositionalLists)),
            new(nameof(o.BatchNorms), o.BatchNorms.ToString(), From(o.BatchNorms, (BatchNormRule.OnlyReader, Ours), (BatchNormRule.LastConvolution, Code))),
            new(nameof(o.ZeroConvBias), Text(o.ZeroConvBias), From(o.ZeroConvBias, (true, Ours), (false, Code))),
            new(nameof(o.Eps), Size(o.Eps), From(o.Eps, (1.0 / 255, Paper), (0.06, Code))),
            new(nameof(o.Alpha), Size(o.StartNoise), From(o.Alpha, (null, Ours), (0.02, Code), (0.03, Code))),
            new(nameof(o.Steps), Text(o.Steps), From(o.Steps, (1, Code))),
            new(nameof(o.StepSize), Size(o.Step), o.StepSize is not null ? "set" : o.ProjectToBall ? Ours : Code),
            new(nameof(o.ProjectToBall), Text(o.ProjectToBall), From(o.ProjectToBall, (true, Paper), (false, Code))),
            new(nameof(o.DoubleNormalise), Text(o.DoubleNormalise), Switch(o.DoubleNormalise)),
            new(nameof(o.ClampNormalised), Text(o.ClampNormalised), Switch(o.ClampNormalised)),
            new(nameof(o.ScoringImages), Text(scoringImages), From(o.ScoringImages, (256, Ours), (32, Code))),
            new(nameof(o.AugmentScoring), Text(o.AugmentScoring), Switch(o.AugmentScoring, Ours)),
            new("TestedMaps", "the convolution's own output", "chosen here; the released code sees what an in-place operation leaves there"),
            new("CleanImages", Text(cleanImages), "given"),
            new(nameof(o.Epochs), Text(o.Epochs), From(o.Epochs, (10, Code))),
            new(nameof(o.LearningRate), $"{Text(o.LearningRate)} to {Text(o.FinalLearningRate)}, cosine by epoch", From((o.LearningRate, o.FinalLearningRate), ((0.01, 1e-4), Code))),
            new(nameof(o.Momentum), Text(o.Momentum), From(o.Momentum, (0.9, Code))),
            new(nameof(o.WeightDecay), Text(o.WeightDecay), From(o.WeightDecay, (0, Code))),
            new(nameof(o.BatchSize), Text(o.BatchSize), From(o.BatchSize, (256, Code))),
            new(nameof(o.Crop), Text(o.Crop), From(o.Crop, (4, Code))),
            new(nameof(o.Flip), Text(flip), o.Flip is null ? "decided on the clean images" : "set"),
            new(nameof(o.HoldMasks), Text(o.HoldMasks), From(o.HoldMasks, (true, Ours), (false, Code))),
            new(nameof(o.MaxAccuracyLoss), MaxLoss(o), o.MaxAccuracyLoss == AccuracyGuard.DefaultMaxLoss ? "chosen here; paper and released code have no bound" : "set"),
            new(nameof(o.TestPassInTrainMode), Text(o.TestPassInTrainMode), Switch(o.TestPassInTrainMode, "chosen here: a defence sees no test images; the released code shows them")),
        ];
    }

    /// <summary>The guard's bound as text.</summary>
    public static string MaxLoss(FmtOptions o) => o.MaxAccuracyLoss == AccuracyGuard.NoBound ? "no bound" : Text(o.MaxAccuracyLoss) + " points";

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);

    private static string Text(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);

    private static string Text(bool value) => value ? "yes" : "no";

    private static void Require(bool holds, string option, IFormattable value, string wanted)
    {
        if (!holds) throw new ArgumentOutOfRangeException($"options.{option}", $"FmtOptions.{option} is {Text(value)}; it must be {wanted}.");
    }
}
