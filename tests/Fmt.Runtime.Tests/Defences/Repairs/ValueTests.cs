using System;
using System.Linq;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Defences.Repairs;

/// <summary>Single steps of the repairs against arithmetic done here, mostly on a network that is one linear layer.</summary>
public sealed class RepairValueTests
{
    private const double Rate = 0.3;
    private static readonly ImageSet Clean = ToyImages.Make(30, 0);

    // One batch, so one step at the first rate; the order of the images does not matter.
    private static readonly FineTune OneStep = new() { Epochs = 1, BatchSize = 30, Flip = false, LearningRate = Rate, WeightDecay = 0.01 };

    [Fact]
    public void Fine_tuning_is_gradient_descent_with_weight_decay()
    {
        using var network = Toys.Filled(new NoMapsNet());
        var w = LinearModel.Of(network.Fc);
        var trace = OneStep.Attempt(network, Clean, new RunContext(1));
        var g = w.Gradient(Clean);
        AssertClose(w.With(g, (w, g) => w - Rate * (g + 0.01 * w)), LinearModel.Of(network.Fc));
        Assert.Equal(Rate, Assert.Single(trace.Epochs).LearningRate, 1e-12);
    }

    [Fact]
    public void Label_smoothing_shares_the_target_among_the_other_classes()
    {
        using var network = Toys.Filled(new NoMapsNet());
        var w = LinearModel.Of(network.Fc);
        (OneStep with { LabelSmoothing = 0.2, WeightDecay = 0 }).Attempt(network, Clean, new RunContext(1));
        AssertClose(w.With(w.Gradient(Clean, 0.2), (w, g) => w - Rate * g), LinearModel.Of(network.Fc));
        using var logits = torch.tensor(new float[] { 1, 2, 4 }, 1, 3);
        using var label = torch.tensor(new long[] { 1 });
        using var loss = Losses.CrossEntropy(logits, label, 0.2);
        var all = Math.Log(Math.E + Math.Exp(2) + Math.Exp(4));
        Assert.Equal(-(0.8 * (2 - all) + 0.1 * (1 - all) + 0.1 * (4 - all)), loss.ToDouble(), 1e-6);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sam_takes_the_gradient_at_the_perturbed_weights(bool adaptive)
    {
        using var network = Toys.Filled(new NoMapsNet());
        var w = LinearModel.Of(network.Fc);
        var options = new FtSam { Epochs = 1, BatchSize = 30, Flip = false, LearningRate = Rate, WeightDecay = 0.01, Rho = 0.7, Adaptive = adaptive };
        options.Attempt(network, Clean, new RunContext(1));
        var g = w.Gradient(Clean, 0.1);
        var norm = Math.Sqrt(w.With(g, (w, g) => (adaptive ? w : 1) * g).SquareSum());
        var moved = w.With(g, (w, g) => w + 0.7 * (adaptive ? w * w : 1) * g / norm);
        AssertClose(w.With(moved.Gradient(Clean, 0.1), (w, g) => w - Rate * (g + 0.01 * w)), LinearModel.Of(network.Fc));
    }

    [Fact]
    public void Sams_perturbation_is_the_formula_and_gives_back_what_was()
    {
        using var scope = torch.NewDisposeScope();
        var a = new TorchSharp.Modules.Parameter(torch.tensor(new float[] { 1, -2 }));
        var b = new TorchSharp.Modules.Parameter(torch.tensor(new float[] { 3 }));
        (a * torch.tensor(new float[] { 0.5f, 2 })).sum().backward();
        (b * -1).sum().backward();
        var before = FtSam.Perturb([a, b], 2, adaptive: true);
        // |w| g = .5, 4, -3; norm = sqrt(25.25). w^2 g = .5, 8, -9.
        var norm = Math.Sqrt(25.25);
        Assert.Equal(1 + 2 * 0.5 / norm, Toys.Numbers(a)[0], 1e-6);
        Assert.Equal(-2 + 2 * 8 / norm, Toys.Numbers(a)[1], 1e-6);
        Assert.Equal(3 - 2 * 9 / norm, Toys.Numbers(b)[0], 1e-6);
        Assert.Equal([1, -2], Toys.Numbers(before[0]));
        Assert.Equal([3], Toys.Numbers(before[1]));
    }

    [Fact]
    public void Sam_with_rho_zero_is_fine_tuning_with_smoothed_labels_statistics_and_dropout_included()
    {
        using var sam = Toys.Filled(new ToyNet());
        using var plain = sam.Copy();
        var clean = ToyImages.Make(90, 0);
        new FtSam { Epochs = 2, BatchSize = 32, Flip = true, Rho = 0 }.Attempt(sam, clean, new RunContext(5));
        new FineTune { Epochs = 2, BatchSize = 32, Flip = true, LabelSmoothing = 0.1 }.Attempt(plain, clean, new RunContext(5));
        Assert.Equal(Toys.Bytes(plain), Toys.Bytes(sam));
    }

    [Fact]
    public void Sams_second_pass_leaves_batch_statistics_alone()
    {
        using var network = Toys.Filled(new ToyNet());
        var before = network.Bn1.num_batches_tracked!.ToInt64();
        var mean = Toys.Numbers(network.Bn1.running_mean!);
        double[] batch = [];
        // The first pass of the only step sees the weights as they came.
        using (network.AllNorms[0].ObserveInput(x =>
        {
            using var means = x.mean([0, 2, 3]);
            if (batch.Length == 0) batch = Toys.Numbers(means);
        }))
            new FtSam { Epochs = 1, BatchSize = 30, Flip = false }.Attempt(network, Clean, new RunContext(1));
        Assert.Equal(before + 1, network.Bn1.num_batches_tracked!.ToInt64());
        var after = Toys.Numbers(network.Bn1.running_mean!);
        for (var c = 0; c < mean.Length; c++) Assert.Equal(0.9 * mean[c] + 0.1 * batch[c], after[c], 1e-5);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Fst_draws_the_head_anew_pushes_it_from_the_old_one_and_keeps_its_norm(bool scaled)
    {
        using var network = Toys.Filled(new NoMapsNet());
        using var drawn = (NoMapsNet)network.Copy();
        var original = LinearModel.Of(network.Fc);
        var options = new Fst { Epochs = 0, BatchSize = 30, Flip = false, LearningRate = Rate, Alpha = 0.4, ScaleByHead = scaled };
        options.Attempt(drawn, Clean, new RunContext(1));
        var start = LinearModel.Of(drawn.Fc);
        Assert.All(start.Weight.Concat(start.Bias), v => Assert.InRange(v, -1 / 8.0, 1 / 8.0));
        Assert.True(start.Weight.Max() > 0.11 && start.Weight.Min() < -0.11 && Math.Abs(start.Weight.Average()) < 0.03);

        (options with { Epochs = 1 }).Attempt(network, Clean, new RunContext(1));
        var squares = original.Weight.Sum(w => w * w);
        var a = scaled ? 0.4 / squares : 0.4;
        var g = start.Gradient(Clean);
        var stepped = start.Weight.Zip(g.Weight, original.Weight).Select(v => v.First - Rate * (v.Second + a * v.Third)).ToArray();
        var scale = Math.Sqrt(squares / stepped.Sum(w => w * w));
        AssertClose(new LinearModel([.. stepped.Select(w => w * scale)], [.. start.Bias.Zip(g.Bias, (b, d) => b - Rate * d)]), LinearModel.Of(network.Fc));
    }

    [Fact]
    public void Fst_keeps_the_heads_norm_over_many_steps_and_takes_the_last_linear_registered()
    {
        using var network = Toys.Filled(new ToyNet());
        var norm = Toys.Numbers(network.Fc.weight!).Sum(w => w * w);
        var trace = new Fst { Epochs = 3, BatchSize = 32, Flip = false }.Attempt(network, ToyImages.Make(90, 0), new RunContext(1));
        Assert.Equal(norm, Toys.Numbers(network.Fc.weight!).Sum(w => w * w), 1e-5);
        Assert.Contains("'fc'", Assert.Single(trace.Notes));
        Assert.Equal([0.01, 0.0075, 0.0025], trace.Epochs.Select(e => Math.Round(e.LearningRate, 9)));
        using var two = Toys.Filled(new TwoHeadsNet());
        Assert.Equal("fc2", Fst.Head(two).Name);
        using var none = Toys.Filled(new NoHeadNet());
        Assert.Contains("it has none", Assert.Throws<InvalidOperationException>(() => new Fst().Attempt(none, Clean, new RunContext(1))).Message);
    }

    internal static void AssertClose(LinearModel expected, LinearModel actual)
    {
        foreach (var (e, a) in expected.Weight.Concat(expected.Bias).Zip(actual.Weight.Concat(actual.Bias))) Assert.Equal(e, a, 2e-6);
    }
}
