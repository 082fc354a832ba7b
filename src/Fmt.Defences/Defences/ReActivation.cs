using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>
/// Re-activation test (Min et al. 2024, arXiv 2410.09838): a repaired network is tuned a little more on clean images with a handful of triggered ones
/// among them. A backdoor that was only covered comes back; one that is gone does not.
/// </summary>
public sealed record ReActivation : TrainingOptions
{
    /// <summary>Passes over the images. Default 5.</summary>
    [Option(Origin.Ours, Min = 0)]
    public int Epochs { get; init; } = 5;

    /// <summary>Triggered images among the clean ones. Default 5.</summary>
    [Option(Origin.Ours, Min = 0)]
    public int Triggered { get; init; } = 5;

    /// <summary>First learning rate. Default 0.01.</summary>
    [Option(Origin.Ours, Min = 0)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>What the cosine goes to, step by step. Default 1e-4.</summary>
    [Option(Origin.Ours, Min = 0)]
    public double FinalLearningRate { get; init; } = 1e-4;

    /// <summary>Momentum of SGD, without weight decay. Default 0.9.</summary>
    [Option(Origin.Ours, Min = 0, Max = 1, BelowMax = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Measures the network after the test. The network itself is not changed: a copy, masks held, is tuned.</summary>
    /// <param name="defended">The network after a defence.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="evaluation">Test images, trigger and goal.</param>
    /// <param name="context">Seed, progress, cancellation, what the work cost (the measurement does not count).</param>
    /// <returns>ACC, ASR and RA of the tuned copy.</returns>
    /// <exception cref="ArgumentException">The evaluation has no trigger or no goal.</exception>
    /// <exception cref="DataException">Fewer clean images than asked for have a label that the attack would change, or the images do not fit.</exception>
    public Rates Run(NetworkModule defended, ImageSet clean, Evaluation evaluation, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(defended);
        ArgumentNullException.ThrowIfNull(evaluation);
        evaluation.Check();
        using var copy = defended.Copy();
        Rates rates = null!;
        Run(copy, clean, context, training =>
        {
            var poisoned = Poison(clean, evaluation, Triggered, context.Seed);
            using var optimizer = torch.optim.SGD(copy.parameters(), LearningRate, momentum: Momentum);
            var epochs = Train(training with { Images = poisoned }, "re-activation", Epochs, RateSchedules.CosineByStep(LearningRate, FinalLearningRate), optimizer, Step);
            rates = Measurement.Run(copy, evaluation, copy.Device, cancellation: context.Cancellation);
            return new Outcome(epochs);

            StepResult Step(TrainingStep<Batch> step) => TrainingLoop.Step(copy, step.Pass, optimizer, step.Batch.Images, step.Batch.Labels, (logits, labels) => Losses.CrossEntropy(logits, labels), context.Passes);
        });
        return rates;
    }

    /// <summary>The clean images and, behind them, stamped copies of some with the label that the attack wants.</summary>
    internal static ImageSet Poison(ImageSet clean, Evaluation evaluation, int triggered, int seed)
    {
        if (evaluation is not { Trigger: { } trigger, Goal: { } goal })
            throw new ArgumentException("The re-activation test needs the attack's trigger and goal; the evaluation has none.", nameof(evaluation));
        var order = new RandomSource(seed, "re-activation").Permutation(clean.Count);
        int[] chosen = [.. order.Where(i => goal.Changes(clean.Labels[i], clean.Classes)).Take(triggered)];
        if (chosen.Length < triggered)
            throw new DataException(FormattableString.Invariant($"{triggered} images with a label that the attack would change are needed, there are {chosen.Length}."), clean.Source);
        var all = clean.Subset([.. Enumerable.Range(0, clean.Count), .. chosen]);
        return trigger.Stamp(all, [.. Enumerable.Range(clean.Count, triggered)], goal);
    }
}
