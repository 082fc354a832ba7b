using System;
using System.Collections.Immutable;
using System.Threading;
using Fmt.Data;
using Fmt.Files;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>Fine-tuning with masks held: SGD with momentum on cross-entropy, learning rate by a cosine per epoch.</summary>
public static class FineTuner
{
    /// <summary>Trains the network on clean images. All random choices come from the plan's seed. The network is left in evaluation mode.</summary>
    /// <param name="network">The network; masked maps stay zero, and so do their weights if the plan holds them.</param>
    /// <param name="images">Images with true labels.</param>
    /// <param name="plan">Epochs, rates, batches.</param>
    /// <param name="epochDone">Told the epoch after each.</param>
    /// <param name="cancellation">Stops it between two batches.</param>
    /// <param name="state">
    /// File of the training's state, written after every epoch before it is reported; null for none. Where it exists the training goes on from it, whatever the network's weights are,
    /// and ends with the same bits on the same machine. It stays there at the end; with all epochs done in it, it gives their network at once.
    /// </param>
    /// <param name="batchDone">Told after each batch how many are done of all, those of the state's epochs among them.</param>
    /// <returns>One row per epoch, those of the state's file among them.</returns>
    /// <exception cref="NetworkException">Loss or weights left the numbers; the state is that of the epoch before.</exception>
    /// <exception cref="DataException">The state is of another training: other images, plan, masks or network.</exception>
    /// <exception cref="Weights.CheckpointException">The state's file is damaged.</exception>
    public static ImmutableArray<EpochRow> Run(
        NetworkModule network, ImageSet images, FineTuning plan, Action<EpochRow>? epochDone = null, CancellationToken cancellation = default,
        string? state = null, Action<int, int>? batchDone = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var context = new RunContext(plan.Seed, batchDone is null ? null : (_, done, all) => batchDone(done, all), cancellation);
        var checkpoint = state is null ? null : new TrainingCheckpoint(state, TrainingKey.Of(plan.Text, network, images, weights: plan.StartsTrained));
        return Tune(network, images, plan, context, checkpoint, epochDone);
    }

    /// <summary>The same as a part of a run.</summary>
    internal static ImmutableArray<EpochRow> Tune(
        NetworkModule network, ImageSet images, FineTuning plan, RunContext context, TrainingCheckpoint? checkpoint = null, Action<EpochRow>? epochDone = null)
    {
        plan.Check();
        var device = network.Device;
        using var optimizer = torch.optim.SGD(network.parameters(), plan.LearningRate, momentum: plan.Momentum, weight_decay: plan.WeightDecay);
        using var dropout = new torch.Generator((ulong)(uint)plan.Seed, device);
        var training = new TrainingPlan("fine-tuning", plan.Epochs, m => plan.RateOf(m.Epoch), new Pass { Generator = dropout, Precision = plan.Precision })
        {
            Mode = plan.FrozenStatistics ? TrainingMode.FrozenStatistics : TrainingMode.Training,
            HoldMasks = plan.HoldMasks,
        };
        var batches = BatchOrder.Of(images, new Batcher(plan.BatchSize, plan.Seed) { Augmentation = plan.Augmentation }, device);
        return TrainingLoop.Run(network, [new("network", network, optimizer)], batches, training, Step, context, checkpoint, afterEpoch: epochDone);

        StepResult Step(TrainingStep<Batch> step)
        {
            var x = plan.Adversarial is { } adversarial ? adversarial.Attack(network, step.Pass, step.Batch.Images, step.Batch.Labels, dropout) : step.Batch.Images;
            return TrainingLoop.Step(network, step.Pass, optimizer, x, step.Batch.Labels, (logits, labels) => Losses.CrossEntropy(logits, labels), context.Passes);
        }
    }
}
