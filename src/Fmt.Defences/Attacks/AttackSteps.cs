using System;
using System.Runtime.InteropServices;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Attacks;

/// <summary>The steps of an Input-aware training: first those of the masks, then those of network and patterns.</summary>
internal sealed class AttackSteps(
    NetworkModule Network, EncoderDecoder Generator, EncoderDecoder Mask, SGD Optimizer, Adam Patterns, Adam Masks, int Classes, AttackGoal Goal, double Rate, FineTuning Plan, InputAwareOptions Options)
{
    private RandomSource _random = null!;

    /// <summary>Modes and random numbers of an epoch.</summary>
    public void Begin(int epoch)
    {
        Generator.train();
        Mask.train(IsAlone(epoch));
        _random = new RandomSource(Plan.Seed, FormattableString.Invariant($"input-aware/{epoch}"));
    }

    /// <summary>One step of the masks alone, or of network and patterns.</summary>
    public StepResult Step(TrainingStep<BatchPair> step) => IsAlone(step.Moment.Epoch)
        ? MaskStep(step.Batch.One.Images, step.Batch.Two.Images)
        : AttackStep(step.Batch.One, step.Batch.Two, Poisoned(_random), step.Pass);

    private bool IsAlone(int epoch) => epoch < Options.MaskEpochs;

    private int Poisoned(RandomSource random)
    {
        double share = Rate * Plan.BatchSize, chance = random.NextDouble();
        return share >= 1 ? (int)share : chance < share && Plan.BatchSize > 1 ? 1 : 0;
    }

    private StepResult MaskStep(torch.Tensor one, torch.Tensor two)
    {
        torch.Tensor x1 = InputAwareTrigger.Normalise(Network.Normalisation, one), x2 = InputAwareTrigger.Normalise(Network.Normalisation, two);
        torch.Tensor m1 = InputAwareTrigger.Mask(Mask, x1), m2 = InputAwareTrigger.Mask(Mask, x2);
        var loss = (m1 - Options.Density).relu().mean() * Options.DensityWeight + Diversity(x1, x2, m1, m2) * Options.DiversityWeight;
        Masks.zero_grad();
        loss.backward();
        Masks.step();
        return new StepResult(loss.ToDouble(), null);
    }

    private StepResult AttackStep(Batch one, Batch two, int count, Pass pass)
    {
        (var input, var labels, var diversity) = count == 0 ? (one.Images, one.Labels, null) : Poison(one, two, count);
        torch.Tensor logits = Network.forward(input, pass), loss = torch.nn.functional.cross_entropy(logits, labels);
        if (diversity is not null) loss = loss + diversity * Options.DiversityWeight;
        Optimizer.zero_grad();
        Patterns.zero_grad();
        loss.backward();
        Optimizer.step();
        // Adam would move the generator by what it remembers.
        if (count > 0) Patterns.step();
        return StepResult.Of(loss, logits, labels);
    }

    /// <summary>The batch with the first images triggered, as many after them crossed; its labels; the loss that keeps patterns apart.</summary>
    private (torch.Tensor Images, torch.Tensor Labels, torch.Tensor Diversity) Poison(Batch one, Batch two, int count)
    {
        torch.Tensor bad = one.Images.narrow(0, 0, count), crossed = one.Images.narrow(0, count, count), other = two.Images.narrow(0, count, count);
        torch.Tensor x1 = InputAwareTrigger.Normalise(Network.Normalisation, bad), x2 = InputAwareTrigger.Normalise(Network.Normalisation, other);
        torch.Tensor p1 = Generator.call(x1), p2 = Generator.call(x2), m1, m2;
        using (torch.no_grad()) (m1, m2) = (InputAwareTrigger.Mask(Mask, x1), InputAwareTrigger.Mask(Mask, x2));
        var images = torch.cat(
            [InputAwareTrigger.Blend(bad, p1, m1), InputAwareTrigger.Blend(crossed, p2, m2), one.Images.narrow(0, 2 * count, one.Count - 2 * count)], 0);
        var wanted = one.Labels.cpu().clone();
        var values = MemoryMarshal.Cast<byte, long>(wanted.bytes);
        for (var n = 0; n < count; n++) values[n] = Goal.Apply((int)values[n], Classes);
        // Patterns are compared as the network sees them.
        var diversity = Diversity(x1, x2, InputAwareTrigger.Normalise(Network.Normalisation, p1), InputAwareTrigger.Normalise(Network.Normalisation, p2));
        return (images, wanted.to(one.Labels.device), diversity);
    }

    /// <summary>mean( rmse(x1, x2) / (rmse(y1, y2) + 1e-7) ) over the images.</summary>
    private static torch.Tensor Diversity(torch.Tensor x1, torch.Tensor x2, torch.Tensor y1, torch.Tensor y2) =>
        (Distance(x1, x2, 0) / (Distance(y1, y2, 1e-12) + 1e-7)).mean();

    /// <summary>Root of the mean squared difference of each image; the root of zero has no gradient, so what is learned gets a floor.</summary>
    private static torch.Tensor Distance(torch.Tensor a, torch.Tensor b, double floor) => ((a - b).square().mean([1, 2, 3]) + floor).sqrt();
}
