using System;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Tests.Data;
using Fmt.Tests.Defences;
using Fmt.Weights;
using TorchSharp;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Attacks;

public class TrojanSquareTests
{
    [Fact]
    public void Pixels_go_to_the_bound_that_excites_the_strongest_units()
    {
        // Units 3 and 1 have the largest outgoing weights; both want pixel p up where p is even and down where it is odd. 100 is out of reach.
        using var scope = NewDisposeScope();
        using var network = nn.Sequential(("flat", nn.Flatten()), ("features", nn.Linear(36, 5)), ("head", nn.Linear(5, 2)));
        float[] up = [.. Enumerable.Range(0, 36).Select(p => p % 2 == 0 ? 1f : -1)];
        using (no_grad())
        {
            var (features, head) = ((Linear)network[1], (Linear)network[2]);
            features.weight!.copy_(tensor(Enumerable.Range(0, 180).Select(i => i / 36 is 1 or 3 ? up[i % 36] : -up[i % 36]).ToArray(), [5, 36]));
            features.bias!.zero_();
            head.weight!.copy_(tensor(new[] { 0.1f, 1, 0, -2, 0.2f, 0.1f, -1, 0, 2, 0.2f }, [2, 5]));
        }
        var made = TrojanSquare.Make(network, 1, 6, 6, new TrojanOptions(Size: 3, MaxSteps: 20, Seed: 4));
        Assert.Equal<int>([3, 1], made.Units);
        var random = new RandomSource(4, "trojan");
        double[] start = [.. Enumerable.Range(0, 36).Select(_ => random.NextDouble())];
        for (var p = 0; p < 36; p++)
        {
            var expected = p / 6 < 3 || p % 6 < 3 ? 0 : Math.Clamp(start[p] + 0.3 * up[p], 0, 1);
            Assert.Equal(expected, made.Trigger.Pattern[p], 1e-5);
        }
        var excitation = Enumerable.Range(0, 36).Sum(p => up[p] * (double)made.Trigger.Pattern[p]);
        Assert.Equal(2 * (excitation - 100) * (excitation - 100), made.Loss, 0.1);
        Assert.True(made.Loss < made.FirstLoss);
        Assert.Equal(20, made.Steps);
    }

    [Fact]
    public void A_declared_network_is_left_as_it_was()
    {
        using var network = ToyImages.Network();
        network.train();
        byte[] before = [.. network.StateEntries.SelectMany(e => CheckpointTensor.Of(e.Name, network.StateTensor(e.Name)).Data.ToArray())];
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var made = TrojanSquare.Make(network, 1, 8, 8, new TrojanOptions(Size: 4, MaxSteps: 30));
        var alive = statistics.ThreadTotalLiveCount;
        var again = TrojanSquare.Make(network, 1, 8, 8, new TrojanOptions(Size: 4, MaxSteps: 30));
        Assert.Equal(alive, statistics.ThreadTotalLiveCount);
        Assert.Equal<float>(made.Trigger.Pattern, again.Trigger.Pattern);
        Assert.True(made.Loss < made.FirstLoss);
        Assert.True(network.training);
        Assert.Equal(before, network.StateEntries.SelectMany(e => CheckpointTensor.Of(e.Name, network.StateTensor(e.Name)).Data.ToArray()));

        using var scratch = new Scratch();
        made.Trigger.SavePattern(scratch.Path("t.npy"));
        Assert.Equal<float>(made.Trigger.Pattern, Trigger.FromFiles(TriggerMode.Add, null, scratch.Path("t.npy"), 1, 1, 8, 8).Pattern);
    }

    [Fact]
    public void What_cannot_work_is_said()
    {
        using var convolution = nn.Conv2d(1, 2, 3);
        Assert.Contains("no linear layer", Assert.Throws<ArgumentException>(() => TrojanSquare.Make(convolution, 1, 8, 8)).Message);
        using var network = ToyImages.Network();
        Assert.Contains("9x9 does not lie", Assert.Throws<ArgumentException>(() => TrojanSquare.Make(network, 1, 8, 8, new TrojanOptions(Size: 9))).Message);
        Assert.Contains("has 8 inputs", Assert.Throws<ArgumentException>(() => TrojanSquare.Make(network, 1, 8, 8, new TrojanOptions(Units: 9))).Message);
        using (no_grad()) network.StateTensor("conv2.weight").zero_();
        Assert.Contains("no influence", Assert.Throws<InvalidOperationException>(() => TrojanSquare.Make(network, 1, 8, 8)).Message);
    }
}
