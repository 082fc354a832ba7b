using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Scores;
using Fmt.Tests.Defences.Repairs;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Defences;

/// <summary>The published loop's quirks, against values worked out by hand from its description.</summary>
public sealed class AsReleasedTests
{
    private static readonly FeatureMapTesting Method = FeatureMapTesting.AsReleased with { Epochs = 2, BatchSize = 32, PruningDivisor = 4, Crop = 1, LearningRate = 0.05 };

    private static DefenceOptions With(FeatureMapTesting method) => new() { Defence = method, Controls = false, Guard = new() { AnyAccuracy = true } };

    [Fact]
    public void Two_pixels_go_through_both_normalisations_and_the_clamp_between()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new NormalisedNet();
        network.eval();
        using (torch.no_grad()) network.Conv.weight.fill_(1);
        // Pixel 0.6 in the first, 0.3 in the second image. In the first, the noise is -1 but for the middle pixel, which its neighbours outvote: there the sign of the gradient is -1.
        var pixels = torch.cat([torch.full([1, 1, 8, 8], 0.6f), torch.full([1, 1, 8, 8], 0.3f)]);
        var signs = torch.full([2, 1, 8, 8], -1f);
        signs[0, 0, 4, 4] = torch.tensor(1f);
        var score = FeatureMapTesting.AsReleased.Score;
        var attack = score.Attack(network.Normalisation);
        var x = score.Values(pixels, network.Normalisation);
        var start = score.Start(x, signs, attack);
        var seen = new List<torch.Tensor>();
        network.Conv.register_forward_pre_hook((_, input) =>
        {
            seen.Add(input.detach().clone().DetachFromDisposeScope());
            return input;
        });
        FeatureMapTest.Score(network, x, start, torch.zeros(2, torch.int64), attack);

        float At(torch.Tensor t, int image) => t[image, 0, 4, 4].ToSingle();
        Assert.Equal((0.439676, -0.774899), (Six(At(x, 0)), Six(At(x, 1))));
        Assert.Equal((0.459676, 0), (Six(At(start, 0)), Six(At(start, 1))));
        // The network's own normalisation is the second one; what the convolution reads tells what was attacked.
        var (clean, stepped) = (seen[0], seen[^1]);
        Assert.Equal(-5.126716, At(clean, 1), 2e-6);
        Assert.Equal(-0.371352, At(stepped, 0), 2e-6);
        Assert.Equal(-1.746559, At(stepped, 1), 2e-6);
        Assert.Equal(0.399676, (At(stepped, 0) * 0.247) + 0.4914, 1e-6);
        Assert.Equal(0.06, (At(stepped, 1) * 0.247) + 0.4914, 1e-6);
        seen.ForEach(s => s.Dispose());

        static double Six(float value) => Math.Round(value, 6);
    }

    [Fact]
    public void Either_half_of_the_double_normalisation_can_be_had_alone()
    {
        using var scope = torch.NewDisposeScope();
        var normalisation = new Normalisation([.5, .2], [.25, .5]);
        var pixels = torch.full([1, 2, 1, 1], 0.75f);
        foreach (var (twice, clamp, low, high) in new[] { (true, true, (0.0, 0.0), (1.0, 1.0)), (false, true, (0, 0), (1, 1)), (true, false, (-2.0, -0.4), (2.0, 1.6)) })
        {
            var score = (FeatureMapTesting.AsReleased with { DoubleNormalise = twice, ClampNormalised = clamp }).Score;
            var attack = score.Attack(normalisation);
            var x = score.Values(pixels, normalisation);
            var limits = attack.Limits(x);
            Assert.Equal((1.0, 1.1), (x[0, 0].item<float>(), Math.Round(x[0, 1].item<float>(), 6)));
            Assert.Equal(low, (limits.Low[0, 0].item<float>(), Math.Round(limits.Low[0, 1].item<float>(), 6)));
            Assert.Equal(high, (limits.High[0, 0].item<float>(), Math.Round(limits.High[0, 1].item<float>(), 6)));
        }

        Assert.Same(pixels, FeatureMapTesting.Paper.Score.Values(pixels, normalisation));
    }

    [Fact]
    public void Without_projection_an_image_moves_by_alpha_and_eps_at_most()
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        var set = ToyImages.Make(30, 0);
        var indices = Enumerable.Range(0, 30).ToArray();
        var (x, y) = (set.Images(indices), set.LabelTensor(indices));
        var score = (FeatureMapTesting.AsReleased with { DoubleNormalise = false, ClampNormalised = false }).Score;
        var attack = score.Attack(network.Normalisation);
        var signs = new float[x.numel()];
        new RandomSource(0, "signs").Signs(signs);
        var start = score.Start(x, torch.tensor(signs, x.shape), attack);
        var (gate, largest) = (new object(), 0.0);
        // This network normalises nothing, so its first layer reads the pixels.
        network.Conv1.register_forward_pre_hook((_, input) =>
        {
            using var inner = torch.NewDisposeScope();
            lock (gate) largest = Math.Max(largest, (input.detach() - x).abs().max().ToDouble());
            return input;
        });
        FeatureMapTest.Score(network, x, start, y, attack);
        Assert.InRange(largest, 0.0799, 0.080001);
    }

    [Fact]
    public void Of_equals_the_lower_channels_are_pruned_and_narrow_layers_lose_none()
    {
        static int[] Pruned(params double[] scores) =>
            [.. SelectionRule.Divisor(new ScoreTable("FMT", [new PlaceScores("conv", 1, 1, [.. scores])], "", false, new PassCount(0, 0), 0), FeatureMapTesting.AsReleased.PruningDivisor).At("conv")];
        Assert.Equal([0, 1, 2, 4, 8], new[] { 63, 64, 128, 256, 512 }.Select(c => Pruned(new double[c]).Length));
        Assert.Equal([0, 1], Pruned([.. Enumerable.Repeat(27.0, 128)]));
        // Right answers 5, 3, 3, 9, 9, ... of 32.
        Assert.Equal([1, 2], Pruned([27, 29, 29, .. Enumerable.Repeat(23.0, 125)]));
    }

    [Fact]
    public void Learning_rates_are_the_released_ones()
    {
        var o = FeatureMapTesting.AsReleased;
        var plan = new FineTuning(o.Epochs, o.LearningRate, o.FinalLearningRate, o.Momentum, o.WeightDecay, o.BatchSize, new Augmentation(o.Crop), o.HoldMasks, 0);
        double[] rates = [.01, .00975773, .00905463, .00795954, .00657963, .00505, .00352037, .00214046, .00104537, .00034227];
        Assert.Equal(rates, Enumerable.Range(0, plan.Epochs).Select(e => Math.Round(plan.RateOf(e), 8)));
        Assert.Equal((0.9, 0, 256, false), (plan.Momentum, plan.WeightDecay, plan.BatchSize, plan.HoldMasks));
    }

    [Fact]
    public void Lists_fall_to_convolutions_by_position_and_to_norms_by_the_convolution_before()
    {
        using var network = Ones();
        Pruning.Apply(network, Pruning.Plan(network, Lists(network), FeatureMapTesting.AsReleased), FeatureMapTesting.AsReleased);
        var expected = new Dictionary<string, int>
        {
            ["first.weight"] = 3, // before any convolution: the last list called, conv2's
            ["stem.weight"] = 0,
            ["block.bn1.weight"] = 0,
            ["block.conv1.weight"] = 1, // the shortcut's
            ["block.bn2.weight"] = 1,
            ["block.conv2.weight"] = 2, // conv1's
            ["block.shortcut.0.weight"] = 3, // conv2's
            ["last.weight"] = 3,
        };
        Assert.Equal(expected, Zeros(network));
        Assert.All(network.AllMaps, m => Assert.Equal(0, m.Mask.Count));
    }

    [Fact]
    public void By_layer_identity_every_list_stays_where_it_was_scored()
    {
        using var network = Ones();
        var options = FeatureMapTesting.Paper with { HoldMasks = false };
        Pruning.Apply(network, Pruning.Plan(network, Lists(network), options), options);
        var expected = new Dictionary<string, int>
        {
            ["stem.weight"] = 0,
            ["stem.bias"] = 0,
            ["block.conv1.weight"] = 2,
            ["block.conv1.bias"] = 2,
            ["block.bn2.weight"] = 2,
            ["block.bn2.bias"] = 2,
            ["block.conv2.weight"] = 3,
            ["block.conv2.bias"] = 3,
            ["block.shortcut.0.weight"] = 1,
            ["block.shortcut.0.bias"] = 1,
        };
        // Only bn1 reads the stem: the block has no identity path.
        (expected["block.bn1.weight"], expected["block.bn1.bias"]) = (0, 0);
        Assert.Equal(expected, Zeros(network));
    }

    [Fact]
    public void A_list_that_does_not_fit_and_an_untested_convolution_are_refused()
    {
        using var network = Ones();
        ImmutableArray<int>[] far = [.. Lists(network).Select(l => l[0] == 1 ? ImmutableArray.Create(4) : l)];
        var message = Assert.Throws<InvalidOperationException>(() => Pruning.Plan(network, far, FeatureMapTesting.AsReleased)).Message;
        Assert.Contains("'block.conv1' of ReleasedOrderNet has 4 channels", message);
        Assert.Contains("block.shortcut.0's", message);
        using var joins = new Modules.JoinNet();
        Assert.Contains("excite", Assert.Throws<InvalidOperationException>(() => Pruning.Check(joins, FeatureMapTesting.AsReleased)).Message);
        var short1 = FeatureMapTesting.AsReleased with { CallOrder = ["stem"] };
        Assert.Contains("CallOrder", Assert.Throws<InvalidOperationException>(() => Pruning.Check(network, short1)).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Maps_that_are_not_held_grow_back_in_fine_tuning_and_held_ones_do_not(bool hold)
    {
        using var network = new RegrowingNet();
        var options = Method with { HoldMasks = hold, BatchNorms = BatchNormRule.OnlyReader, ZeroConvBias = true };
        var report = network.DefendWithFmt(ToyImages.Make(90, 0), With(options with { Epochs = 3 }));
        Assert.Equal([1, 2], report.Scores.Select(s => s.Pruned.Length));
        using var scope = torch.NewDisposeScope();
        // Behind ELU the shift of a zeroed map has a gradient.
        var shift = network.StateTensor(network.AllMaps[0].Site.BatchNorm + ".bias")[report.Scores[0].Pruned[0]].ToDouble();
        Assert.Equal(hold, shift == 0);
        Assert.Equal(hold, network.AllMaps[0].Mask.Count == 1);
    }

    [Fact]
    public void As_released_rows_that_reach_the_loss_grow_back()
    {
        using var network = new StagesNet();
        var options = Method with { PruningDivisor = 2, PositionalLists = false, BatchNorms = BatchNormRule.OnlyReader };
        var report = network.DefendWithFmt(ToyImages.Make(90, 0), With(options with { Epochs = 0 }));
        var pruned = report.Scores.Single(s => s.Layer == "layer.2.conv").Pruned.Single();
        Assert.Equal(0, Row());
        FineTuner.Run(network, ToyImages.Make(90, 0), new FineTuning(1, 0.05, 0.05, 0.9, 0, 32, Augmentation.None, false, 0));
        Assert.NotEqual(0, Row());

        double Row()
        {
            using var scope = torch.NewDisposeScope();
            return network.StateTensor("layer.2.conv.weight")[pruned].abs().sum().ToDouble();
        }
    }

    [Fact]
    public void A_run_as_released_says_what_it_did_and_repeats()
    {
        // Copies of one network: other tests draw from libtorch's generator at the same time.
        using var original = new ReleasedOrderNet();
        (DefenceReport Report, string Weights) Run()
        {
            using var network = original.Copy();
            var report = DefenceRun.Run(network, FourChannels(), With(Method with { BatchSize = 16 }));
            Assert.False(network.training);
            return (report, string.Join(' ', network.StateTensor("block.conv2.weight").data<float>().Select(v => v.ToString("R", null))));
        }

        var (report, weights) = Run();
        Assert.Equal(weights, Run().Weights);
        Assert.Equal("FMT (as released)", report.Method);
        Assert.All(report.Scores, s => Assert.Equal(32, s.Images));
        Assert.Contains(report.Notes, n => n.Contains("3 maps were pruned by the scores of another layer") && n.Contains("block.conv1 by block.shortcut.0's"));
        Assert.Contains(report.Settings, s => s is { Name: "Eps", Value: "0.06 in normalised units", Origin: "released code" });
        Assert.All(
            report.Settings.Where(s => s.Name is "PositionalLists" or "BatchNorms" or "ZeroConvBias" or "StepSize" or "ProjectToBall" or "DoubleNormalise" or "ClampNormalised" or "AugmentScoring" or "HoldMasks"),
            s => Assert.Equal("released code", s.Origin));
    }

    [Fact]
    public void The_test_pass_moves_batch_statistics()
    {
        using var toy = ToyImages.Network();
        double Mean(bool pass)
        {
            using var network = toy.Copy();
            var bright = new ImageSet([.. Enumerable.Repeat((byte)255, 64 * 60)], [.. Enumerable.Range(0, 60).Select(i => i % 3)], 1, 8, 8, 3);
            var options = With(Method with { LearningRate = 0, FinalLearningRate = 0, TestPass = pass ? bright : null });
            _ = DefenceRun.Run(network, ToyImages.Make(90, 0), options);
            using var scope = torch.NewDisposeScope();
            return network.StateTensor("bn1.running_var").mean().ToDouble();
        }

        // Images all alike have hardly any variance.
        Assert.True(Mean(true) < 0.8 * Mean(false));
        Assert.Contains("HoldMasks", Assert.Throws<ArgumentException>(() => toy.DefendWithFmt(ToyImages.Make(90, 0), With(Method with { HoldMasks = true }))).Message);
    }

    /// <summary>Every parameter is one, so that what is zero was zeroed.</summary>
    private static ReleasedOrderNet Ones()
    {
        var network = new ReleasedOrderNet();
        using var noGrad = torch.no_grad();
        foreach (var parameter in network.parameters()) parameter.fill_(1);
        return network;
    }

    /// <summary>One map each: the stem's 0, the shortcut's 1, conv1's 2, conv2's 3.</summary>
    private static ImmutableArray<int>[] Lists(NetworkModule network) =>
        [.. network.AllMaps.Select(m => ImmutableArray.Create(m.Site.Name switch { "stem" => 0, "block.shortcut.0" => 1, "block.conv1" => 2, _ => 3 }))];

    /// <summary>Of every parameter that has one, the row of zeros.</summary>
    private static Dictionary<string, int> Zeros(NetworkModule network)
    {
        using var scope = torch.NewDisposeScope();
        var zeros = new Dictionary<string, int>();
        foreach (var (name, parameter) in network.named_parameters())
        {
            var rows = parameter.detach().reshape(parameter.shape[0], -1).abs().sum(1);
            for (var c = 0; c < parameter.shape[0]; c++)
                if (rows[c].ToDouble() == 0) zeros.Add(name, c);
        }

        return zeros;
    }

    private static ImageSet FourChannels()
    {
        var toy = ToyImages.Make(60, 0);
        return new ImageSet([.. Enumerable.Range(0, 60).SelectMany(i => Enumerable.Repeat(toy.Pixels(i).ToArray(), 4).SelectMany(p => p))], toy.Labels, 4, 8, 8, 3);
    }
}
