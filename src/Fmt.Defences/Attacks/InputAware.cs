using System;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Attacks;

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
        if (goal is SourceSpecific) throw new ArgumentException("Input-aware poisons the first images of a batch, of whatever class; it cannot be trained for one source class.", nameof(goal));
        var o = options ?? new InputAwareOptions();
        OptionRange.Check(o);
        plan.Check();
        var device = network.Device;
        var generator = new EncoderDecoder("generator", images.Channels, images.Channels, plan.Seed);
        var mask = new EncoderDecoder("mask", images.Channels, 1, plan.Seed);
        generator.to(device);
        mask.to(device);
        using var optimizer = torch.optim.SGD(network.parameters(), plan.LearningRate, momentum: plan.Momentum, weight_decay: plan.WeightDecay);
        using Adam patterns = torch.optim.Adam(generator.parameters(), o.LearningRate, beta1: 0.5, beta2: 0.9), masks = torch.optim.Adam(mask.parameters(), o.LearningRate, beta1: 0.5, beta2: 0.9);
        TrainedPart[] parts = [new("network", network, optimizer), new("generator", generator, patterns), new("mask", mask, masks)];

        using var dropout = new torch.Generator((ulong)(uint)plan.Seed, device);
        var key = state is null ? "" : TrainingKey.Of(FormattableString.Invariant($"{plan.Text} {o.MaskEpochs} {o.Density} {o.DensityWeight} {o.DiversityWeight} {o.LearningRate} {goal} {rate}"), network, images, weights: plan.StartsTrained);
        var attack = new AttackSteps(network, generator, mask, optimizer, patterns, masks, images.Classes, goal, rate, plan, o);
        var training = new TrainingPlan("the input-aware attack", o.MaskEpochs + plan.Epochs, m => m.Epoch < o.MaskEpochs ? o.LearningRate : plan.RateOf(m.Epoch - o.MaskEpochs), new Pass { Generator = dropout, Precision = plan.Precision }) { HoldMasks = false };
        var context = new RunContext(plan.Seed, batchDone is null ? null : (_, done, all) => batchDone(done, all), cancellation);
        try
        {
            var rows = TrainingLoop.Run(
                network, parts, BatchPair.Order(images, plan, device), training, attack.Step, context, state is null ? null : new TrainingCheckpoint(state, key), attack.Begin, epochDone);
            return new InputAwareResult(new InputAwareTrigger(generator, mask, network.Normalisation, images.Channels, images.Height, images.Width), rows);
        }
        catch
        {
            generator.Dispose();
            mask.Dispose();
            throw;
        }
    }
}
