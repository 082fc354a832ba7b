using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using Fmt.Data;
using Fmt.Files;
using Fmt.Modules;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Engine;

/// <summary>The training loop: a step for every batch of every epoch. Step, rates, order and checkpoint are its parts.</summary>
internal static class TrainingLoop
{
    /// <summary>Trains. Afterwards, also after a failure, the network is in evaluation mode.</summary>
    /// <param name="network">What is trained, in the plan's mode.</param>
    /// <param name="parts">The network with its optimizer, and what is trained beside it.</param>
    /// <param name="batches">The batches.</param>
    /// <param name="plan">Epochs, rates, mode.</param>
    /// <param name="step">One step on one batch, the optimizers' included. Tensors it makes are freed after it.</param>
    /// <param name="context">Progress (in steps), cancellation.</param>
    /// <param name="checkpoint">Where the state is written after every epoch, and where the training goes on from; null for none.</param>
    /// <param name="beforeEpoch">Called with the epoch, from 0, in the mode of the training.</param>
    /// <param name="afterEpoch">Told every epoch, after its state was written.</param>
    /// <returns>One row per epoch, those of the checkpoint among them.</returns>
    /// <exception cref="NetworkException">Loss or weights left the numbers; the checkpoint is that of the epoch before.</exception>
    /// <exception cref="DataException">The checkpoint is of another training.</exception>
    public static ImmutableArray<EpochRow> Run<T>(
        NetworkModule network, IReadOnlyList<TrainedPart> parts, BatchOrder<T> batches, TrainingPlan plan, Func<TrainingStep<T>, StepResult> step, RunContext context,
        TrainingCheckpoint? checkpoint = null, Action<int>? beforeEpoch = null, Action<EpochRow>? afterEpoch = null)
        where T : IBatch
    {
        SetMode(network, plan.Mode);
        try
        {
            var rows = ImmutableArray.CreateBuilder<EpochRow>(plan.Epochs);
            if (checkpoint is not null && File.Exists(checkpoint.Path)) rows.AddRange(TrainingState.Read(checkpoint, parts, plan.Pass.Generator));
            while (rows.Count < plan.Epochs && !(rows.Count > 0 && plan.Until?.Invoke(rows[^1]) == true))
            {
                beforeEpoch?.Invoke(rows.Count);
                rows.Add(Epoch(rows.Count));
                if (checkpoint is not null) TrainingState.Write(checkpoint, parts, plan.Pass.Generator, rows);
                afterEpoch?.Invoke(rows[^1]);
            }

            return rows.ToImmutable();
        }
        finally
        {
            network.eval();
        }

        EpochRow Epoch(int epoch)
        {
            var (sum, steps) = (new EpochSum(), plan.Epochs * batches.PerEpoch);
            var first = new TrainingMoment(epoch, plan.Epochs, epoch * batches.PerEpoch, steps);
            var done = first.Step;
            foreach (var batch in batches.Epoch(epoch))
            {
                using var owned = batch;
                using var scope = torch.NewDisposeScope();
                context.Cancellation.ThrowIfCancellationRequested();
                var moment = first with { Step = done };
                SetRate(parts[0].Optimizer, plan.Rates(moment));
                var result = step(new TrainingStep<T>(batch, moment, plan.Pass));
                Divergence.Check(result.Loss, plan.Part, epoch);
                if (plan.HoldMasks) network.MaskedWeightsToZero();
                sum.Add(result, batch.Count);
                context.Progress?.Invoke(plan.Part, ++done, steps);
            }

            foreach (var part in parts) Divergence.Check(part.Module, plan.Part, epoch);
            return sum.Row(epoch, plan.Rates(first));
        }
    }

    /// <summary>The plain step: forward, loss of logits and labels, backward, the optimizer's step.</summary>
    public static StepResult Step(
        NetworkModule network, Pass pass, torch.optim.Optimizer optimizer, torch.Tensor images, torch.Tensor labels, Func<torch.Tensor, torch.Tensor, torch.Tensor> loss, PassCounter passes)
    {
        optimizer.zero_grad();
        var logits = network.forward(images, pass);
        var value = loss(logits, labels);
        value.backward();
        optimizer.step();
        passes.Both(labels.shape[0]);
        return StepResult.Of(value, logits, labels);
    }

    private static void SetMode(NetworkModule network, TrainingMode mode)
    {
        if (mode == TrainingMode.FrozenStatistics) BatchNorms.TrainWithFrozenStatistics(network);
        else network.train(mode == TrainingMode.Training);
    }

    private static void SetRate(OptimizerHelper optimizer, double rate)
    {
        foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;
    }

    /// <summary>Sums over the batches of an epoch.</summary>
    private sealed class EpochSum
    {
        private double _loss;
        private long _images;
        private long? _right;

        public void Add(StepResult result, int images)
        {
            _loss += result.Loss * images;
            _images += images;
            if (result.Right is { } right) _right = (_right ?? 0) + right;
        }

        public EpochRow Row(int epoch, double rate) => new(epoch + 1, rate, _loss / _images, _right is { } right ? 100.0 * right / _images : double.NaN);
    }
}
