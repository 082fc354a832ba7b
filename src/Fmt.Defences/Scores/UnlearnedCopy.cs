using System;
using System.Collections.Immutable;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>
/// A copy of a network on which cross-entropy was maximised until it no longer knows its classes. RNP and NWC both read one. The published codes call
/// gradient clipping before the backward pass, where it does nothing: there is none here.
/// </summary>
public sealed class UnlearnedCopy : IDisposable
{
    private const int Attempts = 4;
    private const int Milestone = 10;

    private UnlearnedCopy(NetworkModule network, ImageSet images, Unlearning plan, double rate, ImmutableArray<EpochRow> epochs, PassCount passes, double seconds) =>
        (Network, Images, Plan, LearningRate, Epochs, Passes, Seconds) = (network, images, plan, rate, epochs, passes, seconds);

    /// <summary>The copy. Owned by this.</summary>
    public NetworkModule Network { get; }

    /// <summary>The images it unlearned on.</summary>
    public ImageSet Images { get; }

    /// <summary>How it was made.</summary>
    public Unlearning Plan { get; }

    /// <summary>The learning rate that worked: the plan's, or a third of it as often as weights left the numbers.</summary>
    public double LearningRate { get; }

    /// <summary>Epoch by epoch; the loss is the cross-entropy that was maximised.</summary>
    public ImmutableArray<EpochRow> Epochs { get; }

    /// <summary>What making it cost.</summary>
    public PassCount Passes { get; }

    /// <summary>Wall seconds of making it.</summary>
    public double Seconds { get; }

    /// <summary>Makes one; the network itself is unchanged.</summary>
    /// <exception cref="InvalidOperationException">The loss left the numbers at every learning rate tried.</exception>
    public static UnlearnedCopy Make(NetworkModule network, ImageSet clean, RunContext context, Unlearning? plan = null)
    {
        plan ??= new Unlearning();
        plan.Check();
        var cost = new ScoreCost(context);
        var images = clean.Balanced(Math.Min(plan.Images, clean.Count), context.Seed);
        var rate = plan.LearningRate;
        for (var attempt = 0; attempt < Attempts; attempt++, rate /= 3)
        {
            var copy = network.Copy();
            try
            {
                if (Unlearn(copy, images, plan, rate, cost) is { } epochs) return new UnlearnedCopy(copy, images, plan, rate, epochs, cost.Passes, cost.Seconds);
            }
            catch
            {
                copy.Dispose();
                throw;
            }

            copy.Dispose();
        }

        throw new InvalidOperationException(FormattableString.Invariant($"Unlearning {network.GetName()} left the numbers at every learning rate from {plan.LearningRate} to {rate * 3:g2}; set a smaller {nameof(Unlearning)}.{nameof(Unlearning.LearningRate)}."));
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <summary>Null where it left the numbers.</summary>
    private static ImmutableArray<EpochRow>? Unlearn(NetworkModule copy, ImageSet images, Unlearning plan, double rate, ScoreCost cost)
    {
        var context = cost.Context;
        using var generator = new torch.Generator(new RandomSource(context.Seed, "scores/unlearning").NextUInt64(), copy.Device);
        using var optimizer = torch.optim.SGD(copy.parameters(), rate, momentum: plan.Momentum, weight_decay: plan.WeightDecay);
        var batches = BatchOrder.Of(images, new Batcher(plan.BatchSize, context.Seed) { Augmentation = plan.Augmentation }, copy.Device);
        var training = new TrainingPlan("unlearning", plan.Epochs, RateSchedules.Drop(rate, Milestone, rate / 10), new Pass { Generator = generator })
        {
            HoldMasks = false,
            Until = row => row.Accuracy <= plan.StopAccuracy,
        };
        var checkpoint = context.Checkpoint("unlearning", copy, images, () => FormattableString.Invariant($"{plan.Identity} {rate}"));
        try
        {
            return TrainingLoop.Run(copy, [new("network", copy, optimizer)], batches, training, Ascend, context, checkpoint);
        }
        catch (NetworkException)
        {
            return null;
        }

        StepResult Ascend(TrainingStep<Batch> step)
        {
            optimizer.zero_grad();
            var logits = copy.forward(step.Batch.Images, step.Pass);
            var loss = torch.nn.functional.cross_entropy(logits, step.Batch.Labels);
            loss.neg().backward();
            optimizer.step();
            cost.Both(step.Batch.Count);
            return StepResult.Of(loss, logits, step.Batch.Labels);
        }
    }
}
