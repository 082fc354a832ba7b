using System;
using System.Collections.Immutable;
using System.IO;
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
        var device = network.Device;
        var batcher = new Batcher(plan.BatchSize, plan.Seed) { Augmentation = plan.Augmentation };
        var rows = ImmutableArray.CreateBuilder<EpochRow>();
        using var optimizer = torch.optim.SGD(network.parameters(), plan.LearningRate, momentum: plan.Momentum, weight_decay: plan.WeightDecay);
        var outer = network.Generator;
        network.Generator = new torch.Generator((ulong)(uint)plan.Seed, device);
        TrainedPart[] parts = [new("network", network, optimizer)];
        var key = state is null ? "" : TrainingState.Key(network, images, plan);
        if (plan.FrozenStatistics) BatchNorms.TrainWithFrozenStatistics(network);
        else network.train();
        try
        {
            if (File.Exists(state)) rows.AddRange(TrainingState.Read(state, key, parts, network.Generator));
            for (var epoch = rows.Count; epoch < plan.Epochs; epoch++)
            {
                var rate = plan.RateOf(epoch);
                foreach (var group in optimizer.ParamGroups) group.LearningRate = rate;
                double loss = 0;
                long right = 0;
                var done = epoch * batcher.Batches(images.Count);
                foreach (var batch in batcher.Epoch(images, epoch, device))
                {
                    cancellation.ThrowIfCancellationRequested();
                    using (batch)
                    {
                        var (batchLoss, batchRight) = Step(network, optimizer, batch, plan);
                        Divergence.Check(batchLoss, "fine-tuning", epoch);
                        loss += batchLoss * batch.Count;
                        right += batchRight;
                    }

                    batchDone?.Invoke(++done, plan.Epochs * batcher.Batches(images.Count));
                }

                Divergence.Check(network, "fine-tuning", epoch);
                rows.Add(new EpochRow(epoch + 1, rate, loss / images.Count, 100.0 * right / images.Count));
                if (state is not null) TrainingState.Write(state, key, parts, network.Generator, rows);
                epochDone?.Invoke(rows[^1]);
            }
        }
        finally
        {
            network.eval();
            network.Generator?.Dispose();
            network.Generator = outer;
        }

        return rows.ToImmutable();
    }

    private static (double Loss, long Right) Step(NetworkModule network, torch.optim.Optimizer optimizer, Batch batch, FineTuning plan)
    {
        using var scope = torch.NewDisposeScope();
        var images = plan.Adversarial is { } adversarial ? adversarial.Attack(network, batch.Images, batch.Labels, network.Generator!) : batch.Images;
        optimizer.zero_grad();
        var logits = network.call(images);
        var loss = torch.nn.functional.cross_entropy(logits, batch.Labels);
        loss.backward();
        optimizer.step();
        // Overwritten after every step, so what momentum gathers for them never shows.
        if (plan.HoldMasks) network.MaskedWeightsToZero();
        return (loss.ToDouble(), logits.argmax(1).eq(batch.Labels).sum().ToInt64());
    }
}

/// <summary>A plan of fine-tuning.</summary>
/// <param name="Epochs">Passes over the images.</param>
/// <param name="LearningRate">Learning rate of the first epoch.</param>
/// <param name="FinalLearningRate">What the cosine goes to.</param>
/// <param name="Momentum">SGD's momentum.</param>
/// <param name="WeightDecay">SGD's weight decay.</param>
/// <param name="BatchSize">Images per batch.</param>
/// <param name="Augmentation">Random crops and flips.</param>
/// <param name="HoldMasks">Zero the masked maps' weights after every step.</param>
/// <param name="Seed">Seed of order, crops, flips and dropout.</param>
public sealed record FineTuning(
    int Epochs,
    double LearningRate,
    double FinalLearningRate,
    double Momentum,
    double WeightDecay,
    int BatchSize,
    Augmentation Augmentation,
    bool HoldMasks,
    int Seed)
{
    /// <summary>Trains on adversarial images in place of the clean ones; null for clean ones.</summary>
    public AdversarialTraining? Adversarial { get; init; }

    /// <summary>Batch norm keeps the running statistics that it has.</summary>
    public bool FrozenStatistics { get; init; }

    /// <summary>final + (first - final)/2 * (1 + cos(pi * epoch/epochs)), epoch from 0.</summary>
    public double RateOf(int epoch) => FinalLearningRate + 0.5 * (LearningRate - FinalLearningRate) * (1 + Math.Cos(Math.PI * epoch / Epochs));
}
