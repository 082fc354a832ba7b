using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Scores;
using Fmt.Signs;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Defences;

/// <summary>Perturbation unlearning as a whole, on a toy network whose batch norm remembers what it is told.</summary>
public sealed class PerturbationUnlearningTests
{
    private static readonly PerturbationUnlearning Quick = new() { Ascents = 2, AscentImages = 8, StepImages = 4, UnlearningEpochs = 1, BatchSize = 16, StatisticsImages = 60, UsedShare = 0, SeekTriggers = false };

    private static readonly ImageSet Clean = ToyImages.Make(60, seed: 3);

    /// <summary>Statistics as clean images give them; then, where asked for, one channel remembers something else.</summary>
    private static ToyNet Network(bool sign)
    {
        var network = ToyImages.Network();
        BatchNorms.Reestimate(network, Clean);
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        if (sign) network.Bn1.running_mean![5] += 3 * network.Bn1.running_var![5].sqrt();
        return network;
    }

    private static float[] Weights(NetworkModule network)
    {
        using var scope = NewDisposeScope();
        return [.. network.StateEntries.SelectMany(e => network.StateTensor(e.Name).detach().to(float32).flatten().data<float>().ToArray())];
    }

    [Fact]
    public void Without_a_sign_the_network_is_left_alone()
    {
        using var network = Network(sign: false);
        var before = Weights(network);
        var findings = Quick.Run(network, Clean, new RunContext(0));
        Assert.False(findings.Changed);
        Assert.False(findings.Sign!.Found);
        Assert.All(findings.Sign.Evidence, e => Assert.Empty(e.Channels));
        Assert.Equal(before, Weights(network));
        Assert.Equal(new PassCount(60, 0), findings.Passes);
        Assert.Contains("no proof", Quick.Attempt(network, Clean, new RunContext(0)).Notes.Single());
    }

    [Fact]
    public void A_sign_that_nothing_uses_leaves_the_network_alone()
    {
        using var network = Network(sign: true);
        var before = Weights(network);
        var recipe = (Quick with { UsedShare = 1, UsedStrength = 1e6 });
        var findings = recipe.Run(network, Clean, new RunContext(0));
        Assert.Equal((true, false, false), (findings.Sign!.Found, findings.Use!.Found, findings.Changed));
        Assert.Equal(before, Weights(network));
        Assert.Empty(findings.Epochs);
        Assert.Equal(4, findings.Perturbations.Length);
        Assert.All(findings.Perturbations, p => Assert.Equal(p.Before, p.After));
        Assert.Equal(findings.Perturbations.Max(p => p.Before), findings.Use.LargestShare);
        Assert.Contains("nothing was found that uses the difference", recipe.Trace(findings).Notes.Single());
        Assert.True((Quick with { UsedShare = 1, UsedStrength = 1e6, Force = true }).Run(network, Clean, new RunContext(0)).Changed);
    }

    [Theory]
    [InlineData(new[] { 98.0, 30 }, new[] { 2.5, 9 }, true, 98)]
    // Robust networks: a long direction that no perturbation walks; noise: a short one that perturbations pass without leading anywhere.
    [InlineData(new[] { 8.0, 5 }, new[] { 0.4, 0.3 }, false, 8)]
    [InlineData(new[] { 70.0, 21 }, new[] { 14.9, 8.8 }, false, 70)]
    [InlineData(new[] { 99.0, 20 }, new[] { 0.5, 3 }, false, 99)]
    [InlineData(new[] { 99.0, 95 }, new[] { 0.5, 3 }, true, 95)]
    public void One_perturbation_must_lead_and_move(double[] shares, double[] strengths, bool found, double share)
    {
        var use = DirectionUse.Of(shares, strengths, 90, 1);
        Assert.Equal((found, share), (use.Found, use.LargestShare));
    }

    [Fact]
    public void A_sign_names_the_channel_that_remembers_something_else_and_starts_the_repair()
    {
        using var network = Network(sign: true);
        var before = Weights(network);
        var findings = Quick.Run(network, Clean, new RunContext(0));
        Assert.True(findings.Sign!.Found && findings.Changed);
        // KL of a shift by 3 standard deviations at equal variances.
        Assert.Equal(4.5, findings.Sign.Largest, 1);
        Assert.Equal(5, Assert.Single(findings.Sign.Evidence.Single().Channels));
        Assert.Equal("conv1", findings.Sign.Evidence.Single().Layer);
        Assert.Equal(4, findings.Perturbations.Length);
        Assert.All(findings.Perturbations, p => Assert.InRange(p.Cosine!.Value, -1.001, 1.001));
        Assert.NotEqual(before, Weights(network));
        Assert.All(Weights(network), w => Assert.True(float.IsFinite(w)));
    }

    /// <summary>Of 60 images a batch of 16 makes four steps.</summary>
    [Theory]
    [InlineData(null, 20, 5)]
    [InlineData(null, 9, 4)]
    [InlineData(2, 20, 2)]
    public void Few_images_are_unlearnt_for_more_epochs_unless_their_number_is_asked_for(int? asked, int steps, int epochs)
    {
        using var network = Network(sign: true);
        var findings = (Quick with { UnlearningEpochs = asked, UnlearningSteps = steps }).Run(network, Clean, new RunContext(0));
        Assert.Equal(epochs, findings.Epochs.Skip(1).TakeWhile(e => e.Epoch > 1).Count() + 1);
    }

    [Fact]
    public void Perturbations_that_agree_on_a_class_bring_two_more_that_are_held()
    {
        var recipe = Quick with { Ascents = 20, AscentImages = 32, Hold = true };
        using var network = Network(sign: true);
        var findings = recipe.Run(network, Clean, new RunContext(0));
        Assert.True(LeadingClass.Of(findings.Perturbations)!.Agreed);
        Assert.Equal(LeadingClass.Of(findings.Perturbations)!.Class, findings.Held);
        Assert.Contains(recipe.Trace(findings).Settings, s => s.Name == "Held" && s.Value.Contains($"towards class {findings.Held}"));

        using var other = Network(sign: true);
        Assert.Null((recipe with { Hold = false }).Run(other, Clean, new RunContext(0)).Held);
        Assert.NotEqual(Weights(other), Weights(network));
    }

    [Fact]
    public void What_is_held_leads_to_its_class()
    {
        using var network = PixelNet.Made(planted: true);
        using var generator = new Generator(3);
        var images = PixelNet.Images(90, seed: 1);
        foreach (var held in new ClassSearch(network, new Pass { Generator = generator }, images, new RandomSource(0, "held"), new RunContext(0)).Towards(2))
        {
            using (held)
            using (var predicted = network.forward(held.On(images.Images([.. Enumerable.Range(0, 90)]))).argmax(1))
                Assert.InRange(predicted.eq(2).to(float32).mean().ToDouble(), 0.9, 1);
        }
    }

    [Theory]
    [InlineData(UnlearningBranch.BatchStatistics)]
    [InlineData(UnlearningBranch.FrozenStatistics)]
    [InlineData(UnlearningBranch.FoundTriggers)]
    [InlineData(UnlearningBranch.FineTuning)]
    public void One_seed_gives_one_result_and_leaves_no_trace_but_the_weights(UnlearningBranch branch)
    {
        float[] Run(int seed)
        {
            using var network = Network(sign: true);
            (Quick with { Branch = branch }).Run(network, Clean, new RunContext(seed));
            Assert.False(network.training);
            Assert.All(network.AllNorms, n => Assert.False(n.Layer.training));
            return Weights(network);
        }

        var first = Run(1);
        Assert.Equal(first, Run(1));
        Assert.NotEqual(first, Run(2));
    }

    [Fact]
    public void Frozen_statistics_are_the_remembered_ones_afterwards()
    {
        using var network = Network(sign: true);
        var before = network.Bn1.running_mean!.data<float>().ToArray();
        (Quick with { Branch = UnlearningBranch.FrozenStatistics }).Run(network, Clean, new RunContext(0));
        Assert.Equal(before, network.Bn1.running_mean!.data<float>().ToArray());
    }

    [Fact]
    public void Masked_maps_stay_zero()
    {
        using var network = Network(sign: true);
        network.Maps.Conv1.Mask.Set([2, 6]);
        Quick.Run(network, Clean, new RunContext(0));
        using var scope = NewDisposeScope();
        Assert.Equal(0, network.Conv1.weight[2].abs().sum().ToDouble());
        Assert.Equal(0, network.Bn1.weight![6].abs().ToDouble());
    }

    [Fact]
    public void Cancellation_is_heard_and_progress_told()
    {
        using var network = Network(sign: true);
        using var stop = new System.Threading.CancellationTokenSource();
        var parts = new List<string>();
        var context = new RunContext(
            0,
            (part, _, _) =>
            {
                parts.Add(part);
                if (part == "unlearning") stop.Cancel();
            },
            stop.Token);
        Assert.Throws<OperationCanceledException>(() => Quick.Run(network, Clean, context));
        Assert.Equal(["looking for a sign", "reconstructing perturbations", "unlearning"], parts.Distinct());
    }

    [Fact]
    public void The_memory_is_read_with_the_crops_that_it_was_made_with()
    {
        manual_seed(1);
        using var network = new TwoStageNet();
        var random = new RandomSource(1, "images");
        var images = new ImageSet([.. Enumerable.Range(0, 60 * 256).Select(_ => (byte)(128 + random.NextInt(128)))], [.. Enumerable.Range(0, 60).Select(i => i % 3)], 1, 16, 16, 3);
        // The later batch norm reads what the earlier one makes of its new memory.
        for (var i = 0; i < 2; i++)
            foreach (var memory in BatchNormMemory.Read(network, images, new RunContext(7), augmentation: new Augmentation(2, false)))
                Remember(network.AllNorms[memory.Norm.Index].Layer, memory);
        var plain = BackdoorSigns.EarlyMedian(BatchNormMemory.Read(network, images, new RunContext(0)))!.Value;
        var findings = Quick.Run(network, images, new RunContext(0));
        Assert.True(findings.Sign!.EarlyMedian < plain / 5, $"{findings.Sign.EarlyMedian} against {plain}");
        Assert.False(findings.Sign.Found);
    }

    private static void Remember(TorchSharp.Modules.BatchNorm2d norm, BatchNormMemory memory)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        norm.running_mean!.copy_(tensor(memory.Mean.ToArray()));
        norm.running_var!.copy_(tensor(memory.Variance.ToArray()));
    }

    [Fact]
    public void Without_batch_norm_a_class_that_few_pixels_reach_is_the_sign()
    {
        using var network = PixelNet.Made(planted: true);
        var findings = (Quick with { MoreRounds = 0 }).Run(network, PixelNet.Images(90, seed: 1), new RunContext(0));
        Assert.Null(findings.Sign);
        Assert.True(findings.Classes!.Found);
        Assert.Equal((2, 100), (findings.Classes.Leading, findings.Classes.Reached[2]));
        Assert.InRange(findings.Classes.Next, 0, 30);
        Assert.Equal(UnlearningBranch.FoundTriggers, findings.Branch);
        Assert.Equal(100, findings.Classes.ReachedByFew);
        var found = Assert.Single(findings.Perturbations);
        Assert.Equal(("sparse, 25 pixels", 2, null), (found.Kind, found.Class, found.Cosine));
        Assert.Equal([1, 1, 2, 3, 4, 5, 6, 7, 8], findings.Epochs.Select(e => e.Epoch));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Without_a_class_that_stands_out_it_is_left_alone_or_forced_fine_tuned(bool force)
    {
        using var network = PixelNet.Made(planted: false);
        var before = Weights(network);
        var recipe = (Quick with { Force = force });
        var findings = recipe.Run(network, PixelNet.Images(90, seed: 1), new RunContext(0));
        Assert.False(findings.Classes!.Found);
        Assert.InRange(findings.Classes.Reached.Max(), 0, 30);
        Assert.Equal((force, force ? UnlearningBranch.FineTuning : null), (findings.Changed, findings.Branch));
        Assert.Equal(force ? 10 : 0, findings.Epochs.Length);
        Assert.Equal(!force, before.SequenceEqual(Weights(network)));
        Assert.Contains(force ? "fine-tuned, no more" : "no proof that it is clean", recipe.Trace(findings).Notes.Single());
    }

    /// <summary>Whoever re-estimates the statistics on clean images erases the memory; what leads images to a class is there all the same.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Where_batch_norm_remembers_nothing_a_trigger_that_is_found_is_unlearnt(bool frozen)
    {
        var images = PixelNet.Images(90, seed: 1);
        using var network = PixelNormNet.Planted(images);
        double Patch()
        {
            using var corner = network.Fc.weight[2].reshape(24, 24).narrow(0, 0, 5).narrow(1, 0, 5);
            using var mean = corner.mean();
            return mean.ToDouble();
        }

        var (planted, recipe) = (Patch(), Quick with { SeekTriggers = true, UnlearningEpochs = 20 });
        var findings = recipe.Run(network, images, new RunContext(0) { FrozenStatistics = frozen });
        Assert.False(findings.Sign!.Found);
        Assert.Equal((true, UnlearningBranch.FoundTriggers), (findings.Changed, findings.Branch));
        var pixels = findings.Readings[0];
        Assert.Equal(("few pixels", 2, true), (pixels.Sign, pixels.Class, pixels.Found));
        Assert.Contains(findings.Readings, r => r.Sign == "small warp");
        Assert.Equal("sparse, 25 pixels", findings.Perturbations[0].Kind);
        // With frozen statistics gradients are clipped, and those of this network are large.
        Assert.InRange(Patch(), 0, frozen ? 0.999 * planted : 0.9 * planted);
        Assert.Equal(!frozen, recipe.Trace(findings).MovesStatistics);
    }

    [Fact]
    public void Without_a_sign_a_network_is_tuned_as_a_precaution_where_that_is_asked_for()
    {
        using var network = Network(sign: false);
        var findings = (Quick with { WhenNoSign = WhenNoSign.FineTune }).Run(network, Clean, new RunContext(0));
        Assert.Equal((true, UnlearningBranch.FineTuning, 10), (findings.Changed, findings.Branch, findings.Epochs.Length));
    }

    /// <summary>Enough pixels of the right look lead an innocent network to a class; a trigger needs few.</summary>
    [Fact]
    public void A_class_that_only_many_pixels_reach_is_no_sign()
    {
        using var network = PixelNet.Made(planted: true);
        using (no_grad())
        using (var corner = network.Fc.weight[2].reshape(24, 24).narrow(0, 0, 5).narrow(1, 0, 5))
            corner.fill_(0.6);

        var findings = Quick.Run(network, PixelNet.Images(90, seed: 1), new RunContext(0));
        Assert.InRange(findings.Classes!.Reached[2], ClassSign.Threshold, 100);
        Assert.InRange(findings.Classes.ReachedByFew, 0, ClassSign.FewThreshold - 1);
        Assert.False(findings.Classes.Found);
        Assert.False(findings.Changed);
    }

    /// <summary>&lt;shift, u&gt; / (reach * |u|^2), squared, by hand.</summary>
    [Fact]
    public void The_response_is_measured_against_the_farthest_perturbation_and_pulls_at_the_perturbed_image_alone()
    {
        var direction = BackdoorDirection.Of([3, 4], [1, 2, 8, 4]);
        Assert.Equal((3, 8), (direction.Strength, direction.Reach));
        Assert.Equal(1, BackdoorDirection.Of([3, 4], [-1, 0.2, 0.4]).Reach);
        using var scope = NewDisposeScope();
        var clean = tensor(new float[,] { { 1, 1 }, { 2, 0 } }, requires_grad: true);
        // The first moves by 8u; the second by 5 across u, which is no response.
        var perturbed = tensor(new float[,] { { 25, 33 }, { 6, -3 } }, requires_grad: true);
        var response = direction.Response(clean, perturbed);
        Assert.Equal(0.5, response.ToDouble(), 5);
        response.backward();
        Assert.Null(clean.grad);
        // d/dh' = 2 * 1 * u / (8 * 25) / 2 images.
        Assert.Equal([0.015, 0.02, 0, 0], perturbed.grad!.flatten().data<float>().Select(g => Math.Round(g, 5)));
    }

    [Theory]
    [InlineData(28, 25, 3)]
    [InlineData(32, 25, 3)]
    [InlineData(64, 100, 6)]
    public void Larger_images_get_as_large_a_share_perturbed(int side, int pixels, double radius)
    {
        Assert.Equal(pixels, PerturbationScale.Pixels(25, side, side));
        Assert.Equal(radius, PerturbationScale.Radius(3, side, side), 9);
    }
}
