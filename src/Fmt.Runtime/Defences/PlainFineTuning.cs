using System;
using System.Collections.Immutable;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>The fine-tuning behind a pruning defence: masks held, true labels, nothing else.</summary>
internal static class PlainFineTuning
{
    /// <summary>SGD with momentum .9, cosine to 1e-4, batches of 128, no augmentation: which crops and flips training used is not known.</summary>
    public static FineTuning Plan(double learningRate, int epochs, double weightDecay, int seed) =>
        new(epochs, learningRate, Math.Min(1e-4, learningRate), 0.9, weightDecay, 128, Augmentation.None, HoldMasks: true, seed);

    /// <summary>Trains, and counts the images in the context.</summary>
    public static ImmutableArray<EpochRow> Run(NetworkModule network, ImageSet clean, FineTuning plan, DefenceContext context) =>
        FineTuner.Run(
            network, clean, plan with { Seed = context.Seed },
            row =>
            {
                context.Passes.Both(clean.Count);
                context.Progress?.Invoke("fine-tuning", row.Epoch, plan.Epochs);
            },
            context.Cancellation);

    /// <summary>The plan as settings of a report.</summary>
    public static ImmutableArray<Setting> Settings(FineTuning? plan, string origin) => plan is null ? [new("Fine-tuning", "none", origin)] :
    [
        new("Epochs", FormattableString.Invariant($"{plan.Epochs}"), origin),
        new("Learning rate", FormattableString.Invariant($"{plan.LearningRate} to {plan.FinalLearningRate}"), origin),
        new("Weight decay", FormattableString.Invariant($"{plan.WeightDecay}"), origin),
        new("Batch size", FormattableString.Invariant($"{plan.BatchSize}"), origin),
        new("Augmentation", FormattableString.Invariant($"crop {plan.Augmentation.Crop}, flip {(plan.Augmentation.Flip ? "yes" : "no")}"), origin),
    ];
}
