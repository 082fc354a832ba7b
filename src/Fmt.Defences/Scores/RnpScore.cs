using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Scores;

/// <summary>
/// RNP, reconstructive neuron pruning (Li et al., ICML 2023): 1 - m, where m in [0,1] is a mask on the scale of every batch norm of the unlearned copy
/// (the shift stays), trained to bring the clean classes back. Masks are learned for all batch norms; the table has those of convolutions and sums.
/// In a network without batch norm the masks are on the convolutions' maps (not in the paper).
/// </summary>
/// <param name="Copy">An unlearned copy that other scores share; it stays the caller's. Null to make one. Its cost counts in this score too.</param>
/// <param name="Plan">How to make one.</param>
/// <param name="Recovery">How the masks are recovered; null for the published way.</param>
public sealed record RnpScore(UnlearnedCopy? Copy = null, Unlearning? Plan = null, MaskRecovery? Recovery = null) : IFeatureMapScore
{
    /// <inheritdoc/>
    public string Name => "RNP";

    /// <inheritdoc/>
    public ScoreTable Score(NetworkModule network, ImageSet clean, RunContext context)
    {
        using var own = Copy is null ? UnlearnedCopy.Make(network, clean, context, Plan) : null;
        var copy = Copy ?? own!;
        var cost = new ScoreCost(context);
        var masks = Recover(copy, cost);
        var table = cost.Table(
            Name,
            Place.Of(network).Where(p => masks.ContainsKey(Key(p))).Select(p => PlaceScores.Of(p, masks[Key(p)].Select(m => 1 - m).ToArray())),
            FormattableString.Invariant($"masks that bring {copy.Images.Count} clean images back after unlearning them"));
        return table with { Passes = table.Passes + copy.Passes, Seconds = table.Seconds + copy.Seconds };
    }

    private static string Key(Place place) => place.Norm?.Site.Name ?? place.Name;

    /// <summary>The masks by the batch norm's name, or the convolution's in a network without batch norms.</summary>
    private Dictionary<string, double[]> Recover(UnlearnedCopy copy, ScoreCost cost)
    {
        var plan = Recovery ?? new MaskRecovery();
        plan.Check();
        // A copy of the copy: training mode moves running statistics.
        using var network = copy.Network.Copy();
        foreach (var parameter in network.parameters()) parameter.requires_grad = false;
        var device = network.Device;
        using var scope = torch.NewDisposeScope();
        var gates = (network.AllNorms.Count > 0 ? network.AllNorms.Select(n => Gate.On(n, device)) : network.AllMaps.Select(m => Gate.On(m, device))).ToArray();
        using var generator = new torch.Generator(new RandomSource(cost.Context.Seed, "scores/recovery").NextUInt64(), device);
        using var optimizer = torch.optim.SGD(gates.Select(g => g.Mask), plan.LearningRate, momentum: plan.Momentum);
        var context = cost.Context;
        var batches = BatchOrder.Of(copy.Images, new Batcher(copy.Plan.BatchSize, context.Seed) { Augmentation = copy.Plan.Augmentation }, device);
        var training = new TrainingPlan("recovering masks", plan.Epochs, RateSchedules.Constant(plan.LearningRate), new Pass { Generator = generator }) { HoldMasks = false };
        TrainingLoop.Run(network, [new("network", network, optimizer)], batches, training, Step, context);
        return gates.ToDictionary(g => g.Name, g => ForwardPass.Doubles(g.Mask.flatten()));

        StepResult Step(TrainingStep<Batch> step)
        {
            optimizer.zero_grad();
            var logits = network.forward(step.Batch.Images, step.Pass);
            var loss = torch.nn.functional.cross_entropy(logits, step.Batch.Labels) * plan.Weight;
            loss.backward();
            optimizer.step();
            using var noGradients = torch.no_grad();
            foreach (var gate in gates) gate.Mask.clamp_(0, 1);
            cost.Both(step.Batch.Count);
            return StepResult.Of(loss, logits, step.Batch.Labels);
        }
    }

    /// <summary>A mask [1,C,1,1] in the network's passes, and nothing else of it trained. The network is thrown away with its hooks.</summary>
    private sealed record Gate(string Name, Parameter Mask)
    {
        /// <summary>scale * m * normalised + shift, written as the output + (m - 1)(output - shift).</summary>
        public static Gate On(NormMaps norm, torch.Device device)
        {
            var mask = new Parameter(torch.ones([1, norm.Site.Channels, 1, 1], device: device));
            norm.Inject(output =>
            {
                using var scope = torch.NewDisposeScope();
                var scaled = norm.Layer.bias is { } shift ? output - shift.reshape(1, -1, 1, 1) : output;
                return (scaled * (mask - 1)).MoveToOuterDisposeScope();
            });
            return new Gate(norm.Site.Name, mask);
        }

        public static Gate On(FeatureMaps maps, torch.Device device)
        {
            var mask = new Parameter(torch.ones([1, maps.Site.Channels, 1, 1], device: device));
            maps.Inject(output =>
            {
                using var scope = torch.NewDisposeScope();
                return (output * (mask - 1)).MoveToOuterDisposeScope();
            });
            return new Gate(maps.Site.Name, mask);
        }
    }
}
