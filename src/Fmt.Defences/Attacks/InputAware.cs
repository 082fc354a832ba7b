using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Modules;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Attacks;

/// <summary>How the Input-aware attack is trained. Defaults: BackdoorBench (2025-07).</summary>
/// <param name="MaskEpochs">Epochs in which the mask generator is trained alone, before the others.</param>
/// <param name="Density">Share of an image that a mask may cover without a penalty.</param>
/// <param name="DensityWeight">Weight of that penalty.</param>
/// <param name="DiversityWeight">Weight of the loss that keeps the patterns and masks of two images apart.</param>
/// <param name="LearningRate">Of both generators' Adam, betas 0.5 and 0.9.</param>
public sealed record InputAwareOptions(int MaskEpochs = 25, double Density = 0.032, double DensityWeight = 100, double DiversityWeight = 1, double LearningRate = 0.01);

/// <summary>What the training of an Input-aware attack gives beside the network.</summary>
/// <param name="Trigger">Makes every image's pattern. The caller owns it.</param>
/// <param name="Rows">One row per epoch, those of the mask generator first; their accuracy is NaN.</param>
public sealed record InputAwareResult(InputAwareTrigger Trigger, ImmutableArray<EpochRow> Rows);

/// <summary>
/// Trains a network and its Input-aware trigger together (Nguyen and Tran 2020, arXiv 2010.08138, as in BackdoorBench). Poisoning is done in every batch anew: images are augmented, then the first
/// int(rate B) of the shuffled batch get their own pattern and the goal's label, as many after them the pattern of another image and keep theirs. So there is no list of poisoned images.
/// </summary>
public static class InputAware
{
    /// <summary>Trains. All random choices but the network's initial weights come from the plan's seed. The network is left in evaluation mode.</summary>
    /// <param name="network">The network to be attacked, freshly initialised.</param>
    /// <param name="images">Clean images with true labels.</param>
    /// <param name="goal">Which label the attack wants.</param>
    /// <param name="rate">Share of every batch that is poisoned, above 0 and at most one half; below one image per batch it is the probability of one.</param>
    /// <param name="plan">The network's epochs, rates and batches; batches that are not full are left out.</param>
    /// <param name="options">The generators'; null for the defaults.</param>
    /// <param name="epochDone">Told the epoch after each.</param>
    /// <param name="cancellation">Stops it between two batches.</param>
    /// <param name="state">As in <see cref="FineTuner.Run"/>: file of the training's state, from which it goes on.</param>
    /// <param name="batchDone">Told after each batch how many are done of all.</param>
    /// <exception cref="DataException">Fewer images than a batch, or the state is of another training.</exception>
    public static InputAwareResult Run(
        NetworkModule network, ImageSet images, AttackGoal goal, double rate, FineTuning plan, InputAwareOptions? options = null,
        Action<EpochRow>? epochDone = null, CancellationToken cancellation = default, string? state = null, Action<int, int>? batchDone = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(goal);
        if (!(rate > 0 && rate <= 0.5)) throw new ArgumentOutOfRangeException(nameof(rate), rate, "The rate is above 0 and at most one half: as many images again get another's pattern.");
        goal.Apply(0, images.Classes);
        InputAwareOptions o = options ?? new InputAwareOptions();
        torch.Device device = network.Device;
        var generator = new EncoderDecoder("generator", images.Channels, images.Channels, plan.Seed);
        var mask = new EncoderDecoder("mask", images.Channels, 1, plan.Seed);
        generator.to(device);
        mask.to(device);
        using var optimizer = torch.optim.SGD(network.parameters(), plan.LearningRate, momentum: plan.Momentum, weight_decay: plan.WeightDecay);
        using Adam patterns = torch.optim.Adam(generator.parameters(), o.LearningRate, beta1: 0.5, beta2: 0.9), masks = torch.optim.Adam(mask.parameters(), o.LearningRate, beta1: 0.5, beta2: 0.9);
        TrainedPart[] parts = [new("network", network, optimizer), new("generator", generator, patterns), new("mask", mask, masks)];

        torch.Generator? outer = network.Generator;
        network.Generator = new torch.Generator((ulong)(uint)plan.Seed, device);
        string key = state is null ? "" : FormattableString.Invariant($"{TrainingState.Key(network, images, plan)} {o.MaskEpochs} {o.Density} {o.DensityWeight} {o.DiversityWeight} {o.LearningRate} {goal} {rate}");
        var rows = ImmutableArray.CreateBuilder<EpochRow>();
        try
        {
            if (File.Exists(state)) rows.AddRange(TrainingState.Read(state, key, parts, network.Generator));
            var run = new Epochs(network, generator, mask, optimizer, patterns, masks, images, goal, rate, plan, o);
            for (int epoch = rows.Count; epoch < o.MaskEpochs + plan.Epochs; epoch++)
            {
                rows.Add(run.Run(epoch, device, batchDone, cancellation));
                if (state is not null) TrainingState.Write(state, key, parts, network.Generator, rows);
                epochDone?.Invoke(rows[^1]);
            }
        }
        catch
        {
            generator.Dispose();
            mask.Dispose();
            throw;
        }
        finally
        {
            network.eval();
            network.Generator?.Dispose();
            network.Generator = outer;
        }
        return new InputAwareResult(new InputAwareTrigger(generator, mask, network.Normalisation, images.Channels, images.Height, images.Width), rows.ToImmutable());
    }

    /// <summary>The epochs of one training: first those of the masks, then those of network and patterns.</summary>
    private sealed record Epochs(
        NetworkModule Network, EncoderDecoder Generator, EncoderDecoder Mask, SGD Optimizer, Adam Patterns, Adam Masks,
        ImageSet Images, AttackGoal Goal, double Rate, FineTuning Plan, InputAwareOptions Options)
    {
        private readonly Batcher _first = new(Plan.BatchSize, Plan.Seed) { Augmentation = Plan.Augmentation, DropLast = true };
        private readonly Batcher _second = new(Plan.BatchSize, ~Plan.Seed) { Augmentation = Plan.Augmentation, DropLast = true };

        public EpochRow Run(int epoch, torch.Device device, Action<int, int>? batchDone, CancellationToken cancellation)
        {
            bool alone = epoch < Options.MaskEpochs;
            double rate = alone ? Options.LearningRate : Plan.RateOf(epoch - Options.MaskEpochs);
            foreach (var group in Optimizer.ParamGroups) group.LearningRate = Plan.RateOf(Math.Max(0, epoch - Options.MaskEpochs));
            Network.train();
            Generator.train();
            Mask.train(alone);
            var random = new RandomSource(Plan.Seed, FormattableString.Invariant($"input-aware/{epoch}"));
            int batches = _first.Batches(Images.Count), done = epoch * batches;
            (double loss, long right) = (0, 0);
            foreach ((Batch one, Batch two) in _first.Epoch(Images, epoch, device).Zip(_second.Epoch(Images, epoch, device)))
                using (one)
                using (two)
                {
                    cancellation.ThrowIfCancellationRequested();
                    (double batchLoss, long batchRight) = alone ? (MaskStep(one.Images, two.Images), 0) : AttackStep(one, two, Poisoned(random));
                    Divergence.Check(batchLoss, "the input-aware attack", epoch);
                    loss += batchLoss;
                    right += batchRight;
                    batchDone?.Invoke(++done, (Options.MaskEpochs + Plan.Epochs) * batches);
                }
            Divergence.Check(Network, "the input-aware attack", epoch);
            return new EpochRow(epoch + 1, rate, loss / batches, alone ? double.NaN : 100.0 * right / (batches * Plan.BatchSize));
        }

        private int Poisoned(RandomSource random)
        {
            double share = Rate * Plan.BatchSize, chance = random.NextDouble();
            return share >= 1 ? (int)share : chance < share && Plan.BatchSize > 1 ? 1 : 0;
        }

        private double MaskStep(torch.Tensor one, torch.Tensor two)
        {
            using var scope = torch.NewDisposeScope();
            torch.Tensor x1 = InputAwareTrigger.Normalise(Network.Normalisation, one), x2 = InputAwareTrigger.Normalise(Network.Normalisation, two);
            torch.Tensor m1 = InputAwareTrigger.Mask(Mask, x1), m2 = InputAwareTrigger.Mask(Mask, x2);
            torch.Tensor loss = (m1 - Options.Density).relu().mean() * Options.DensityWeight + Diversity(x1, x2, m1, m2) * Options.DiversityWeight;
            Masks.zero_grad();
            loss.backward();
            Masks.step();
            return loss.ToDouble();
        }

        private (double Loss, long Right) AttackStep(Batch one, Batch two, int count)
        {
            using var scope = torch.NewDisposeScope();
            (torch.Tensor input, torch.Tensor labels, torch.Tensor? diversity) = count == 0 ? (one.Images, one.Labels, null) : Poison(one, two, count);
            torch.Tensor logits = Network.call(input), loss = torch.nn.functional.cross_entropy(logits, labels);
            if (diversity is not null) loss = loss + diversity * Options.DiversityWeight;
            Optimizer.zero_grad();
            Patterns.zero_grad();
            loss.backward();
            Optimizer.step();
            // Adam would move the generator by what it remembers.
            if (count > 0) Patterns.step();
            return (loss.ToDouble(), logits.argmax(1).eq(labels).sum().ToInt64());
        }

        /// <summary>The batch with the first images triggered, as many after them crossed; its labels; the loss that keeps patterns apart.</summary>
        private (torch.Tensor Images, torch.Tensor Labels, torch.Tensor Diversity) Poison(Batch one, Batch two, int count)
        {
            torch.Tensor bad = one.Images.narrow(0, 0, count), crossed = one.Images.narrow(0, count, count), other = two.Images.narrow(0, count, count);
            torch.Tensor x1 = InputAwareTrigger.Normalise(Network.Normalisation, bad), x2 = InputAwareTrigger.Normalise(Network.Normalisation, other);
            torch.Tensor p1 = Generator.call(x1), p2 = Generator.call(x2), m1, m2;
            using (torch.no_grad()) (m1, m2) = (InputAwareTrigger.Mask(Mask, x1), InputAwareTrigger.Mask(Mask, x2));
            torch.Tensor images = torch.cat(
                [InputAwareTrigger.Blend(bad, p1, m1), InputAwareTrigger.Blend(crossed, p2, m2), one.Images.narrow(0, 2 * count, one.Count - 2 * count)], 0);
            torch.Tensor wanted = one.Labels.cpu().clone();
            Span<long> values = MemoryMarshal.Cast<byte, long>(wanted.bytes);
            for (int n = 0; n < count; n++) values[n] = Goal.Apply((int)values[n], Images.Classes);
            // Patterns are compared as the network sees them.
            torch.Tensor diversity = Diversity(x1, x2, InputAwareTrigger.Normalise(Network.Normalisation, p1), InputAwareTrigger.Normalise(Network.Normalisation, p2));
            return (images, wanted.to(one.Labels.device), diversity);
        }

        /// <summary>mean( rmse(x1, x2) / (rmse(y1, y2) + 1e-7) ) over the images.</summary>
        private static torch.Tensor Diversity(torch.Tensor x1, torch.Tensor x2, torch.Tensor y1, torch.Tensor y2) =>
            (Distance(x1, x2, 0) / (Distance(y1, y2, 1e-12) + 1e-7)).mean();

        /// <summary>Root of the mean squared difference of each image; the root of zero has no gradient, so what is learned gets a floor.</summary>
        private static torch.Tensor Distance(torch.Tensor a, torch.Tensor b, double floor) => ((a - b).square().mean([1, 2, 3]) + floor).sqrt();
    }
}
