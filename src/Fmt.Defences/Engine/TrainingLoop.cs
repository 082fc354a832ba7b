using System;
using System.Collections.Immutable;
using Fmt.Data;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>What a training loop does beside its step.</summary>
/// <param name="Part">Name of the training, for progress.</param>
/// <param name="Epochs">Passes over the images.</param>
/// <param name="BatchSize">Images per batch.</param>
/// <param name="Augmentation">Random crops and flips.</param>
/// <param name="Rates">Learning rate of every step.</param>
/// <param name="Precision">What convolutions compute in.</param>
internal sealed record TrainingPlan(string Part, int Epochs, int BatchSize, Augmentation Augmentation, RateSchedule Rates, ConvolutionPrecision Precision)
{
    /// <summary>Whether the network is in training mode; in evaluation mode batch statistics stay as they are and nothing is dropped.</summary>
    public bool TrainingMode { get; init; } = true;
}

/// <summary>What a step saw.</summary>
/// <param name="Loss">Mean loss of the batch.</param>
/// <param name="Right">Images read as their label.</param>
internal readonly record struct StepResult(double Loss, long Right)
{
    /// <summary>Reads both off the tensors.</summary>
    public static StepResult Of(torch.Tensor loss, torch.Tensor logits, torch.Tensor labels)
    {
        using var scope = torch.NewDisposeScope();
        return new StepResult(loss.ToDouble(), logits.detach().argmax(1).eq(labels).sum().ToInt64());
    }
}

/// <summary>Runs a step function over the batches of some epochs. After every step the masked maps' weights are zero again.</summary>
internal static class TrainingLoop
{
    /// <summary>
    /// Trains. The order, the crops and flips, and dropout come from the context's seed. Afterwards, also after a failure, the network is in
    /// evaluation mode and has the generator and the precision that it had.
    /// </summary>
    /// <param name="network">What is trained.</param>
    /// <param name="images">Images with the labels to learn.</param>
    /// <param name="plan">Epochs, batches, rates.</param>
    /// <param name="optimizer">Gets its rate before every step.</param>
    /// <param name="step">One step on one batch, the optimizer's included. Tensors it makes are freed after it.</param>
    /// <param name="context">Seed, progress (in steps), cancellation.</param>
    /// <param name="beforeEpoch">Called with the epoch, from 0, in the mode and precision of the training.</param>
    /// <exception cref="NetworkException">Loss or weights left the numbers.</exception>
    public static ImmutableArray<EpochRow> Run(
        NetworkModule network, ImageSet images, TrainingPlan plan, torch.optim.Optimizer optimizer, Func<Batch, StepResult> step, RunContext context, Action<int>? beforeEpoch = null)
    {
        var (generator, precision) = (network.Generator, network.Precision);
        using var dropout = new torch.Generator((ulong)(uint)context.Seed, network.Device);
        network.Generator = dropout;
        network.Precision = plan.Precision;
        if (plan.TrainingMode && context.FrozenStatistics) BatchNorms.TrainWithFrozenStatistics(network);
        else network.train(plan.TrainingMode);
        try
        {
            var rows = ImmutableArray.CreateBuilder<EpochRow>(plan.Epochs);
            for (var epoch = 0; epoch < plan.Epochs; epoch++)
            {
                beforeEpoch?.Invoke(epoch);
                rows.Add(Epoch(epoch));
            }

            return rows.MoveToImmutable();
        }
        finally
        {
            network.eval();
            network.Generator = generator;
            network.Precision = precision;
        }

        EpochRow Epoch(int epoch)
        {
            var batcher = new Batcher(plan.BatchSize, context.Seed) { Augmentation = plan.Augmentation };
            var batches = batcher.Batches(images.Count);
            var done = epoch * batches;
            double loss = 0;
            long right = 0;
            foreach (var batch in batcher.Epoch(images, epoch, network.Device))
            {
                using var owned = batch;
                using var scope = torch.NewDisposeScope();
                context.Cancellation.ThrowIfCancellationRequested();
                SetRate(optimizer, plan.Rates(new TrainingMoment(epoch, plan.Epochs, done, plan.Epochs * batches)));
                var result = step(batch);
                Divergence.Check(result.Loss, plan.Part, epoch);
                // Overwritten after every step, so what momentum gathers for them never shows.
                network.MaskedWeightsToZero();
                loss += result.Loss * batch.Count;
                right += result.Right;
                context.Progress?.Invoke(plan.Part, ++done, plan.Epochs * batches);
            }

            Divergence.Check(network, plan.Part, epoch);
            var rate = plan.Rates(new TrainingMoment(epoch, plan.Epochs, epoch * batches, plan.Epochs * batches));
            return new EpochRow(epoch + 1, rate, loss / images.Count, 100.0 * right / images.Count);
        }
    }

    /// <summary>The plain step: forward, loss of logits and labels, backward, the optimizer's step.</summary>
    public static StepResult Step(
        NetworkModule network, torch.optim.Optimizer optimizer, torch.Tensor images, torch.Tensor labels, Func<torch.Tensor, torch.Tensor, torch.Tensor> loss, PassCounter passes)
    {
        optimizer.zero_grad();
        var logits = network.call(images);
        var value = loss(logits, labels);
        value.backward();
        optimizer.step();
        passes.Both(labels.shape[0]);
        return StepResult.Of(value, logits, labels);
    }

    private static void SetRate(torch.optim.Optimizer optimizer, double rate)
    {
        foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;
    }
}
