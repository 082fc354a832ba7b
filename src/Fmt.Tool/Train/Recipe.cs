using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Fmt.Cases;
using Fmt.Engine;
using TorchSharp;

namespace Fmt.Tool.Train;

/// <summary>What a checkpoint says about its making, as metadata beside the tensors.</summary>
internal static class Recipe
{
    /// <summary>Where the manifest of the poisoned images is: beside the weights.</summary>
    public static string ManifestPath(CaseFile file) => Path.ChangeExtension(file.WeightsPath, ".poison.json");

    public static Dictionary<string, string> Of(CaseFile file, FineTuning plan, int images, IReadOnlyDictionary<string, string> poison, Measured measured)
    {
        var augmentation = (plan.Augmentation.Crop, plan.Augmentation.Flip) switch
        {
            (0, false) => "no augmentation",
            (0, true) => "random mirror images",
            ( > 0, false) => FormattableString.Invariant($"random crops (padding {plan.Augmentation.Crop})"),
            _ => FormattableString.Invariant($"random crops (padding {plan.Augmentation.Crop}) and mirror images"),
        };
        var metadata = new Dictionary<string, string>
        {
            ["network"] = file.Network,
            ["recipe"] = FormattableString.Invariant($"{images} images{(poison.Count == 0 ? ", none poisoned" : "")}; {plan.Epochs} epochs of SGD, rate {plan.LearningRate} to {plan.FinalLearningRate} by a cosine, momentum {plan.Momentum}, weight decay {plan.WeightDecay}, batch {plan.BatchSize}, {augmentation}{(plan.Adversarial is { } pgd ? FormattableString.Invariant($", adversarial images (L-infinity {255 * pgd.Eps:0.##}/255, {pgd.Steps} steps of {255 * pgd.StepSize:0.##}/255)") : "")}; seed {plan.Seed}; {torch.get_num_threads()} threads"),
            ["mean"] = string.Join(", ", file.Mean.Select(v => FormattableString.Invariant($"{v}"))),
            ["std"] = string.Join(", ", file.Std.Select(v => FormattableString.Invariant($"{v}"))),
            ["measured"] = measured.ToString(),
        };
        foreach (var (name, value) in poison) metadata[name] = value;
        return metadata;
    }
}
