using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Tool.Compare;
using TorchSharp;

namespace Fmt.Tool.Train;

/// <summary>What a checkpoint says about its making, as metadata beside the tensors.</summary>
internal static class Recipe
{
    /// <summary>Where the manifest of the poisoned images is: beside the weights.</summary>
    public static string ManifestPath(CaseFile file) => Path.ChangeExtension(file.WeightsPath, ".poison.json");

    public static Dictionary<string, string> Of(CaseFile file, TrainSettings settings, int images, IReadOnlyDictionary<string, string> poison, Measured measured)
    {
        var metadata = new Dictionary<string, string>
        {
            ["network"] = file.Network,
            ["recipe"] = Text(settings, settings.Plan(), images, poison.Count > 0),
            ["mean"] = string.Join(", ", file.Mean.Select(v => FormattableString.Invariant($"{v}"))),
            ["std"] = string.Join(", ", file.Std.Select(v => FormattableString.Invariant($"{v}"))),
            ["measured"] = measured.ToString(),
        };
        if (settings.From is { } from)
        {
            metadata["from"] = Path.GetFileName(from);
            metadata["from_sha256"] = Contents.HashFile(from);
        }

        foreach (var (name, value) in poison) metadata[name] = value;
        return metadata;
    }

    private static string Text(TrainSettings settings, FineTuning plan, int images, bool poisoned)
    {
        var noise = settings.LabelNoise > 0 ? FormattableString.Invariant($", {LabelNoise.Count(images, settings.LabelNoise)} with a wrong label") : "";
        var adversarial = plan.Adversarial is { } pgd ? FormattableString.Invariant($", adversarial images (L-infinity {255 * pgd.Eps:0.##}/255, {pgd.Steps} steps of {255 * pgd.StepSize:0.##}/255)") : "";
        return FormattableString.Invariant($"{images} images{noise}{(poisoned ? "" : ", none poisoned")}; {plan.Epochs} epochs of SGD, rate {plan.LearningRate} to {plan.FinalLearningRate} by a cosine, momentum {plan.Momentum}, weight decay {plan.WeightDecay}, batch {plan.BatchSize}, {Text(plan.Augmentation)}{adversarial}; seed {plan.Seed}; {torch.get_num_threads()} threads");
    }

    private static string Text(Augmentation augmentation)
    {
        var moved = (augmentation.Crop, augmentation.Flip) switch
        {
            (0, false) => "no augmentation",
            (0, true) => "random mirror images",
            ( > 0, false) => FormattableString.Invariant($"random crops (padding {augmentation.Crop})"),
            _ => FormattableString.Invariant($"random crops (padding {augmentation.Crop}) and mirror images"),
        };
        if (augmentation.Cutout == 0) return moved;
        var squares = FormattableString.Invariant($"random black squares (side {augmentation.Cutout})");
        return augmentation is { Crop: 0, Flip: false } ? squares : $"{moved}, {squares}";
    }
}
