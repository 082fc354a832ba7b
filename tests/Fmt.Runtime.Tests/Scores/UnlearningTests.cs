using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Scores;
using Fmt.Tests.Defences;
using Fmt.Tests.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Scores;

public sealed class UnlearningTests
{
    [Fact]
    public void The_copy_forgets_the_network_does_not_and_one_copy_serves_both_scores()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Trained();
        var clean = ToyImages.Make(90, 0);
        var before = network.Conv1.weight.clone();
        var context = ScoreData.Context();
        using var copy = UnlearnedCopy.Make(network, clean, context, new Unlearning { BatchSize = 30, StopAccuracy = 34 });
        Assert.True(copy.Epochs[^1].Accuracy <= 34, $"{copy.Epochs[^1].Accuracy}");
        Support.AssertSame(before, network.Conv1.weight);
        Assert.Equal(90 * copy.Epochs.Length, copy.Passes.Backward);

        var changes = new NwcScore(copy).Score(network, clean, context);
        var expected = (copy.Network.StateTensor("conv1.weight") - before).abs().sum([1, 2, 3]);
        Support.AssertClose(expected.to(torch.float64), torch.tensor(changes.Places[0].Values.ToArray()));
        Assert.Equal(["conv1", "conv2"], changes.Places.Select(p => p.Place));

        var masks = new RnpScore(copy).Score(network, clean, context);
        // The second convolution has no batch norm.
        Assert.Equal(["conv1"], masks.Places.Select(p => p.Place));
        Assert.All(masks.Places[0].Values, v => Assert.InRange(v, 0, 1));
        Assert.Equal(masks.Places[0].Values.ToArray(), new RnpScore(copy).Score(network, clean, ScoreData.Context()).Places[0].Values.ToArray());
        Assert.Equal(copy.Passes + new PassCount(1800, 1800), masks.Passes);
        Assert.Equal(copy.Passes.Backward + 3600 - 1800, context.Passes.Count.Backward);
    }

    [Fact]
    public void One_step_of_a_mask_is_autograds_gradient_of_the_scale()
    {
        using var scope = torch.NewDisposeScope();
        using var network = Support.Make(nameof(ResidualNet));
        var clean = ScoreData.Colour(40);
        using var copy = UnlearnedCopy.Make(network, clean, ScoreData.Context(), new Unlearning { Epochs = 1, BatchSize = 40, LearningRate = 1e-4 });
        var table = new RnpScore(copy, Recovery: new MaskRecovery { Epochs = 1, LearningRate = 10, Momentum = 0, Weight = 0.2 }).Score(network, clean, ScoreData.Context());

        using var by = (ResidualNet)copy.Network.Copy();
        by.train();
        torch.nn.functional.cross_entropy(by.call(ScoreData.Tensor(copy.Images)), copy.Images.LabelTensor(Enumerable.Range(0, 40).ToArray())).backward();
        foreach (var norm in by.AllNorms)
        {
            // m = 1 - rate * weight * scale * dL/dscale, not above 1.
            var expected = (norm.Layer.weight!.grad! * norm.Layer.weight * 10 * 0.2).clamp_min(0);
            var values = torch.tensor(table.At(norm.Site.Producer!)!.Values.ToArray());
            Support.AssertClose(expected.to(torch.float64), values);
        }

        Assert.Contains(table.Places.SelectMany(p => p.Values), v => v > 1e-3);
    }

    [Fact]
    public void Without_batch_norm_the_masks_are_on_the_maps()
    {
        using var network = new GroupNet();
        var table = new RnpScore(Plan: new Unlearning { Epochs = 2, BatchSize = 30 }).Score(network, ToyImages.Make(30, 0), ScoreData.Context());
        Assert.Equal(["conv1", "grouped", "turned"], table.Places.Select(p => p.Place));
        Assert.All(table.Places.SelectMany(p => p.Values), v => Assert.InRange(v, 0, 1));
    }

    [Fact]
    public void A_rate_that_leaves_the_numbers_is_cut_and_then_refused()
    {
        using var network = Trained();
        var error = Assert.Throws<InvalidOperationException>(() =>
            UnlearnedCopy.Make(network, ToyImages.Make(60, 0), ScoreData.Context(), new Unlearning { BatchSize = 30, LearningRate = 1e38, WeightDecay = 0 }));
        Assert.Contains("LearningRate", error.Message);
        Assert.All(network.parameters(), p => Assert.True(p.isfinite().all().ToBoolean()));
    }

    internal static ToyNet Trained()
    {
        var network = ToyImages.Network();
        FineTuner.Run(network, ToyImages.Make(90, 0), new FineTuning(6, 0.05, 0.01, 0.9, 0, 30, Augmentation.None, false, 0));
        return network;
    }
}
