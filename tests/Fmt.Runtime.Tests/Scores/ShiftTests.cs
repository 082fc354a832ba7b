using System;
using System.Linq;
using Fmt.Scores;
using Fmt.Tests.Defences;
using Fmt.Tests.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Scores;

public sealed class ShiftTests
{
    [Fact]
    public void Statistics_equal_to_the_remembered_ones_give_zero()
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        var clean = ToyImages.Make(300, 0);
        ScoreData.Remember(network.Bn1, network.Conv1.call(ScoreData.Tensor(clean)));
        var memory = Assert.Single(BatchNormMemory.Read(network, clean, ScoreData.Context()));
        Assert.All(memory.Kl, k => Assert.Equal(0, k, 1e-9));
        Assert.All(memory.Direction, u => Assert.Equal(0, u, 1e-5));
        Assert.Equal("conv1", memory.Place);
    }

    [Fact]
    public void A_running_mean_three_deviations_off_is_first_with_four_and_a_half()
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        var clean = ToyImages.Make(300, 0);
        using (torch.no_grad())
        {
            network.Conv1.weight.mul_(30);
            ScoreData.Remember(network.Bn1, network.Conv1.call(ScoreData.Tensor(clean)));
            network.Bn1.running_mean![11] += 3 * network.Bn1.running_var![11].sqrt();
            network.Bn1.weight![11] = torch.tensor(-2f);
        }

        var context = ScoreData.Context();
        var table = new ShiftScore { Images = 300 }.Score(network, clean, context);
        Assert.Equal(["conv1"], table.Places.Select(p => p.Place));
        Assert.Equal(11, table.Places[0].Values.IndexOf(table.Places[0].Values.Max()));
        Assert.Equal(4.5, table.Places[0].Values[11], 1e-3);
        Assert.Equal((300, 0, 300), (table.Passes.Forward, table.Passes.Backward, context.Passes.Count.Forward));
        Assert.False(table.Oracle);
        // Three deviations, through a scale of -2.
        Assert.Equal(-6, BatchNormMemory.Read(network, clean, context)[0].Direction[11], 1e-3);
    }

    [Fact]
    public void The_divergence_is_the_integral()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new ShiftNet();
        var clean = ToyImages.Make(60, 0);
        using (torch.no_grad()) network.Conv.weight.fill_(2);
        var input = network.Conv.call(ScoreData.Tensor(clean)).select(1, 0);
        var (m, w) = (input.mean().ToDouble(), input.var().ToDouble());
        double[] means = [m - 0.4, m, m + 0.1, m, m + 2, m - 1], variances = [w, 2 * w, w / 3, w * 1.2, w, 4 * w];
        using (torch.no_grad())
        {
            network.Bn.running_mean!.copy_(torch.tensor(means));
            network.Bn.running_var!.copy_(torch.tensor(variances));
        }

        var kl = BatchNormMemory.Read(network, clean, ScoreData.Context())[0].Kl;
        for (var c = 0; c < 6; c++) Assert.Equal(Integral(m, w + 1e-5, means[c], variances[c] + 1e-5), kl[c], 1e-4 + 1e-3 * kl[c]);
    }

    [Fact]
    public void It_speaks_of_maps_and_sums_that_a_batch_norm_reads_and_of_no_concatenation()
    {
        using var network = new PreActivationNet();
        var table = new ShiftScore().Score(network, ScoreData.Colour(20), ScoreData.Context());
        Assert.Equal(["conv1", "norm2"], table.Places.Select(p => p.Place));
        using var residual = Support.Make(nameof(ResidualNet), training: true);
        var lastStage = new ShiftScore().Score(residual, ScoreData.Colour(20), ScoreData.Context()).LastStage();
        Assert.Equal(["layer.1.conv1", "layer.1.conv2"], lastStage.Places.Select(p => p.Place));
        Assert.True(residual.training);
        using var plain = new GroupNet();
        Assert.Empty(new ShiftScore().Score(plain, ToyImages.Make(9, 0), ScoreData.Context()).Places);
    }

    [Fact]
    public void A_constant_channel_is_no_sign()
    {
        using var network = ToyImages.Network();
        network.Maps.Conv1.Mask[3] = true;
        var kl = new ShiftScore().Score(network, ToyImages.Make(30, 0), ScoreData.Context()).Places[0].Values;
        Assert.Equal(0, kl[3]);
        Assert.All(kl, k => Assert.True(double.IsFinite(k)));
    }

    [Fact]
    public void With_dropout_on_the_variance_grows_and_the_network_is_left_as_it_was()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new DropoutNet();
        network.train();
        var clean = ToyImages.Make(200, 0);
        var before = network.Bn.running_mean!.clone();
        var still = BatchNormMemory.Read(network, clean, ScoreData.Context())[0];
        var shaken = BatchNormMemory.Read(network, clean, ScoreData.Context(), dropout: true)[0];
        Assert.All(Enumerable.Range(0, 4), c => Assert.True(shaken.Variance[c] > still.Variance[c]));
        Assert.Equal(shaken.Kl.ToArray(), BatchNormMemory.Read(network, clean, ScoreData.Context(), dropout: true)[0].Kl.ToArray());
        Support.AssertSame(before, network.Bn.running_mean!);
        Assert.True(network.training && network.Bn.training);
    }

    /// <summary>KL( N(m,w) || N(mu,v) ) by the trapezoidal rule.</summary>
    private static double Integral(double m, double w, double mu, double v)
    {
        double Log(double x, double mean, double variance) => -((x - mean) * (x - mean) / (2 * variance)) - 0.5 * Math.Log(2 * Math.PI * variance);
        var step = Math.Sqrt(w) / 200;
        return Enumerable.Range(-2000, 4001).Sum(i => Math.Exp(Log(m + i * step, m, w)) * (Log(m + i * step, m, w) - Log(m + i * step, mu, v)) * step);
    }
}
