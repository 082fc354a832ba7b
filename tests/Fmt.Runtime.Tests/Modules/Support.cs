using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Modules;

/// <summary>What the tests of networks share.</summary>
internal static class Support
{
    public static readonly IReadOnlyDictionary<string, Func<NetworkModule>> Networks = new Dictionary<string, Func<NetworkModule>>
    {
        [nameof(ResidualNet)] = () => new ResidualNet(),
        [nameof(EluNet)] = () => new EluNet(),
        [nameof(JoinNet)] = () => new JoinNet(),
        [nameof(ViewNet)] = () => new ViewNet(),
        [nameof(SharedNet)] = () => new SharedNet(),
        [nameof(OpaqueNet)] = () => new OpaqueNet(),
    };

    public static TheoryData<string, bool> NamesAndModes
    {
        get
        {
            var data = new TheoryData<string, bool>();
            foreach (var name in Networks.Keys)
            {
                data.Add(name, false);
                data.Add(name, true);
            }

            return data;
        }
    }

    /// <summary>A network whose weights, biases and statistics are all off their defaults, the same for one name.</summary>
    public static NetworkModule Make(string name, bool training = false)
    {
        var network = Networks[name]();
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(17, torch.CPU);
        using (torch.no_grad())
            foreach (var entry in network.StateEntries.Where(e => e.Type == torch.ScalarType.Float32))
            {
                var tensor = network.StateTensor(entry.Name);
                var values = torch.rand(tensor.shape, generator: generator);
                tensor.copy_(entry.Name.EndsWith("running_var", StringComparison.Ordinal) ? values + 0.5 : (values - 0.5) * 0.8);
            }

        network.train(training);
        return network;
    }

    public static torch.Tensor Images(int n = 2, long seed = 3)
    {
        using var generator = new torch.Generator((ulong)seed, torch.CPU);
        return torch.rand([n, 3, 8, 8], generator: generator);
    }

    /// <summary>Managed tensors of this thread that are alive.</summary>
    public static long Alive => DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;

    public static void AssertSame(torch.Tensor expected, torch.Tensor actual, string what = "")
    {
        Assert.Equal(expected.shape, actual.shape);
        using var equal = expected.eq(actual).all();
        Assert.True(equal.ToBoolean(), what);
    }

    public static void AssertClose(torch.Tensor? expected, torch.Tensor? actual, string what = "")
    {
        if (expected is null || actual is null)
        {
            Assert.True(expected is null && actual is null, what + ": only one is null");
            return;
        }

        Assert.Equal(expected.shape, actual.shape);
        using var difference = (expected.detach() - actual.detach()).abs().max();
        Assert.True(difference.ToDouble() <= 1e-5, $"{what}: differs by {difference.ToDouble():g3}");
    }
}
