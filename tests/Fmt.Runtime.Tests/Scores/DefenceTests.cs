using System.Linq;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Scores;
using Fmt.Tests.Defences;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Scores;

/// <summary>The published defences that are a score, a rule and, some of them, fine-tuning.</summary>
public sealed class DefenceTests
{
    [Fact]
    public void Clp_prunes_the_one_map_that_amplifies_most()
    {
        using var network = ToyImages.Network();
        using (torch.no_grad()) network.Conv1.weight[9].mul_(20);
        var trace = new ClpDefence().Attempt(network, ToyImages.Make(9, 0), ScoreData.Context());
        AssertPruned(network, 9);
        Assert.Contains("1 maps (conv1 1)", trace.Notes[0]);
        Assert.Empty(trace.Epochs);
    }

    [Fact]
    public void Bnp_prunes_the_map_whose_memory_is_off_and_holds_it_in_fine_tuning()
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        var clean = ToyImages.Make(90, 0);
        ScoreData.Remember(network.Bn1, network.Conv1.call(ScoreData.Tensor(clean)));
        using (torch.no_grad()) network.Bn1.running_mean![9] += 5 * network.Bn1.running_var![9].sqrt();
        var context = ScoreData.Context();
        var trace = new BnpDefence { FineTuning = new() { Epochs = 2, BatchSize = 30, Flip = false } }.Attempt(network, clean, context);
        AssertPruned(network, 9);
        Assert.Equal(2, trace.Epochs.Length);
        Assert.Equal(new PassCount(90 + 180, 180), context.Passes.Count);
    }

    [Fact]
    public void Fine_pruning_prunes_sleeping_maps_of_the_last_convolution_and_keeps_its_bound()
    {
        using var network = UnlearningTests.Trained();
        var clean = ToyImages.Make(90, 0);
        using (torch.no_grad())
        {
            // Two maps that no image wakes.
            network.Conv2.bias![2] = torch.tensor(-100f);
            network.Conv2.bias![5] = torch.tensor(-100f);
        }

        var held = HeldOut.Split(clean, 0.2, 0).HeldOut;
        var before = Measurement.Run(network, new Evaluation(held)).Acc;
        new FinePruningDefence { FineTuning = null }.Attempt(network, clean, ScoreData.Context());
        Assert.Superset(new[] { 2, 5 }.ToHashSet(), network.Maps.Conv2.Mask.Masked.ToHashSet());
        Assert.InRange(network.Maps.Conv2.Mask.Count, 2, 7);
        Assert.True(Measurement.Run(network, new Evaluation(held)).Acc >= 0.9 * before);
        Assert.Equal(0, network.Maps.Conv1.Mask.Count);
    }

    [Fact]
    public void Rnp_keeps_its_bound_and_the_shifts()
    {
        using var scope = torch.NewDisposeScope();
        using var network = UnlearningTests.Trained();
        var clean = ToyImages.Make(90, 0);
        var shift = network.Bn1.bias!.clone();
        var before = Measurement.Run(network, new Evaluation(HeldOut.Split(clean, 0.2, 0).HeldOut)).Acc;
        var trace = new RnpDefence { Bound = 5, Unlearning = new Unlearning { BatchSize = 24 } }.Attempt(network, clean, ScoreData.Context());
        Assert.True(Measurement.Run(network, new Evaluation(HeldOut.Split(clean, 0.2, 0).HeldOut)).Acc >= before - 5);
        Modules.Support.AssertSame(shift, network.Bn1.bias!);
        Assert.Equal("Threshold", trace.Settings[0].Name);
    }

    [Fact]
    public void One_seed_gives_one_network()
    {
        string Run(IDefence defence)
        {
            using var network = UnlearningTests.Trained();
            defence.Attempt(network, ToyImages.Make(90, 0), ScoreData.Context(4));
            Assert.False(network.training);
            return string.Join(' ', network.StateTensor("conv1.weight").detach().flatten().data<float>().Concat(network.StateTensor("bn1.weight").detach().data<float>()));
        }

        IDefence[] all = [new ClpDefence(), new BnpDefence { U = 1 }, new FinePruningDefence { FineTuning = new() { Epochs = 1 } }, new RnpDefence { Unlearning = new Unlearning { Epochs = 2 } }];
        Assert.All(all, d => Assert.Equal(Run(d), Run(d)));
    }

    private static void AssertPruned(ToyNet network, int channel)
    {
        Assert.Equal([channel], network.Maps.Conv1.Mask.Masked);
        foreach (var name in new[] { "conv1.weight", "conv1.bias", "bn1.weight", "bn1.bias" })
            Assert.Equal(0, network.StateTensor(name)[channel].abs().sum().ToDouble());
        Assert.NotEqual(0, network.StateTensor("bn1.weight")[0].ToDouble());
        Assert.False(((NetworkModule)network).training);
    }
}
