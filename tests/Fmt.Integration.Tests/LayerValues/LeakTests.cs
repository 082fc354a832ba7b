using System;
using System.Collections.Generic;
using Fmt.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.LayerValues;

/// <summary>A pass frees every tensor that it makes but its result.</summary>
public sealed class LeakTests
{
    private static readonly Dictionary<string, Func<NetworkModule>> Networks = new()
    {
        ["activations"] = () => new Activations(),
        ["normalisations"] = () => new Normalisations(),
        ["movers"] = () => new Movers(),
        ["transposed"] = () => new Transposed(),
        ["maps dropped"] = () => new DropsMaps(),
        ["images dropped"] = () => new DropsImages(),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_is_left_behind(string name)
    {
        using var network = Networks[name]();
        var (channels, height, width) = network.InputShape;
        using var images = torch.rand(3, channels, height, width);
        foreach (var training in new[] { false, true })
        {
            network.train(training);
            network.forward(images).Dispose();
            var alive = DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount;
            for (var i = 0; i < 3; i++) network.forward(images).Dispose();
            Assert.Equal(alive, DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        }
    }
}
