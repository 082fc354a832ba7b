using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>
/// I-BAU (arXiv 2110.03735) in first order: each round finds one perturbation that misleads the network on all images, then trains on batches of
/// which a share carries it. The perturbation counts as fixed in training; the paper's implicit gradient through it is left out. In evaluation
/// mode throughout: batch statistics stay as they are and nothing is dropped.
/// </summary>
/// <remarks>Defaults are the released code's (arXiv 2110.03735) where it has one; the share is ours.</remarks>
public sealed record IBau : TrainingOptions, IDefence
{
    /// <inheritdoc/>
    public string Name => "I-BAU (first order)";

    /// <summary>Rounds of one perturbation and one epoch each. Released code: 5.</summary>
    [Option(Origin.Published, Min = 0)]
    public int Rounds { get; init; } = 5;

    /// <summary>Steps of the perturbation per round, one batch each. Released code: one pass over the images; default 20, which is a pass over 2 500 images in batches of 128.</summary>
    [Option(Origin.Ours, Min = 0)]
    public int AscentSteps { get; init; } = 20;

    /// <summary>Size of such a step, on pixels in [0,1]. Released code: 10, on normalised pixels.</summary>
    [Option(Origin.Published, Min = 0)]
    public double StepSize { get; init; } = 10;

    /// <summary>Weight of the perturbation's squared norm. Released code: 0.001.</summary>
    [Option(Origin.Published, Min = 0)]
    public double NormPenalty { get; init; } = 0.001;

    /// <summary>Share of every batch that carries the perturbation. Released code: 0.01, with second-order gradients; without them default 0.5.</summary>
    [Option(Origin.Ours, Min = 0, Max = 1)]
    public double Share { get; init; } = 0.5;

    /// <summary>Learning rate of Adam. Released code: 1e-3.</summary>
    [Option(Origin.Published, Min = 0)]
    public double LearningRate { get; init; } = 1e-3;

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context) => Run(network, clean, context, training =>
    {
        using var optimizer = torch.optim.Adam(network.parameters(), LearningRate);
        var norms = new List<string>();
        torch.Tensor? delta = null;
        try
        {
            var epochs = Train(training, Name, Rounds, RateSchedules.Constant(LearningRate), optimizer, Step, TrainingMode.Evaluation, Attack);
            return new Outcome(epochs, FormattableString.Invariant($"I-BAU: norm of the perturbation by round: {string.Join(", ", norms)}."));
        }
        finally
        {
            delta?.Dispose();
        }

        void Attack(int round)
        {
            using var scope = torch.NewDisposeScope();
            delta?.Dispose();
            delta = Perturbation(network, AscentBatches(round), context, new Pass { Precision = Precision }, round).DetachFromDisposeScope();
            norms.Add(FormattableString.Invariant($"{delta.norm().ToDouble():0.#}"));
        }

        // Another order than the epoch's own; where one pass is not enough, the next one follows.
        IEnumerable<Batch> AscentBatches(int round)
        {
            var seed = (int)new RandomSource(context.Seed, FormattableString.Invariant($"i-bau/{round}")).NextUInt64();
            var batcher = new Batcher(BatchSize, seed) { Augmentation = training.Augmentation };
            return Enumerable.Range(0, int.MaxValue).SelectMany(pass => batcher.Epoch(clean, pass, network.Device));
        }

        StepResult Step(TrainingStep<Batch> step)
        {
            var batch = step.Batch;
            var carriers = (long)Math.Round(batch.Count * Share);
            var images = batch.Images.clone();
            images.narrow(0, 0, carriers).add_(delta!);
            return TrainingLoop.Step(network, step.Pass, optimizer, images, batch.Labels, (logits, labels) => Losses.CrossEntropy(logits, labels), context.Passes);
        }
    });

    /// <summary>
    /// One perturbation for all images: from 0, per batch delta -= step * gradient of (-CE(f(x + delta), y) + penalty * ||delta||^2). Neither projected
    /// nor clamped.
    /// </summary>
    /// <returns>[1, C, H, W]; the caller owns it.</returns>
    internal torch.Tensor Perturbation(NetworkModule network, IEnumerable<Batch> batches, RunContext context, Pass pass, int round = 0)
    {
        var (channels, height, width) = network.InputShape;
        using var outer = torch.NewDisposeScope();
        var delta = torch.zeros([1, channels, height, width], device: network.Device);
        var done = round * AscentSteps;
        foreach (var batch in batches.Take(AscentSteps))
        {
            using var owned = batch;
            using var scope = torch.NewDisposeScope();
            context.Cancellation.ThrowIfCancellationRequested();
            var leaf = delta.clone().requires_grad_();
            var loss = leaf.square().sum() * NormPenalty - Losses.CrossEntropy(network.forward(batch.Images + leaf, pass), batch.Labels);
            var gradient = torch.autograd.grad([loss], [leaf])[0];
            using (torch.no_grad()) delta.add_(gradient * -StepSize);
            context.Passes.Both(batch.Count);
            context.Progress?.Invoke(Name + ", perturbation", ++done, Rounds * AscentSteps);
        }

        return delta.MoveToOuterDisposeScope();
    }
}
