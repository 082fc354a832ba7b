using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Attacks;
using Fmt.Cases;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Train;

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

/// <summary>What the trained network does.</summary>
/// <param name="Rates">ACC, and ASR and RA where the case has an attack.</param>
/// <param name="Cross">WaNet: accuracy in percent on images warped with noise, which should be about ACC; null for other attacks.</param>
internal sealed record Measured(Rates Rates, double? Cross)
{
    public static Measured Of(NetworkModule network, Evaluation evaluation, int seed, CancellationToken cancellation)
    {
        var device = network.parameters().First().device;
        var rates = Measurement.Run(network, evaluation, device, cancellation: cancellation);
        if (evaluation.Trigger is not WarpTrigger warp) return new Measured(rates, null);
        int[] all = [.. Enumerable.Range(0, evaluation.Test.Count)];
        var classes = Measurement.Predict(network, evaluation.Test, all, warp.Noisy(seed), device, cancellation: cancellation);
        return new Measured(rates, 100.0 * all.Count(i => classes[i] == evaluation.Test.Labels[i]) / all.Length);
    }

    public override string ToString() => string.Join(", ", new (string Name, double? Value)[] { ("ACC", Rates.Acc), ("ASR", Rates.Asr), ("RA", Rates.Ra), ("cross ACC", Cross) }
        .Where(v => v.Value is not null).Select(v => FormattableString.Invariant($"{v.Name} {v.Value:0.00}")));
}
