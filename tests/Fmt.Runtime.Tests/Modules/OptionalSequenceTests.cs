using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Modules;

/// <summary>A sequence that some uses of a block lack: one word on its first layer, and it is present or absent as a whole.</summary>
public sealed class OptionalSequenceTests
{
    private static readonly string[] Norm = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked"];

    [Fact]
    public void Branch_of_a_shuffle_unit_is_in_the_state_dict_where_it_is_in_torchvisions()
    {
        using var net = new ShuffleNet();
        Assert.Equal(
            [
                .. Conv("stage.0.branch1.0"), .. Bn("stage.0.branch1.1"), .. Conv("stage.0.branch1.2"), .. Bn("stage.0.branch1.3"), .. Branch2("stage.0"),
                .. Branch2("stage.1"), .. Branch2("stage.2"), "fc.weight", "fc.bias",
            ],
            Entries(net));
        static string[] Branch2(string unit) => [.. Conv(unit + ".branch2.0"), .. Bn(unit + ".branch2.1"), .. Conv(unit + ".branch2.3"), .. Bn(unit + ".branch2.4"), .. Conv(unit + ".branch2.5"), .. Bn(unit + ".branch2.6")];
    }

    [Fact]
    public void Projection_of_a_residual_block_is_in_the_state_dict_where_it_is_in_torchvisions()
    {
        using var net = new RegNet();
        Assert.Equal(
            [
                .. Conv("block1.0.proj.0"), .. Bn("block1.0.proj.1"), .. Conv("block1.0.f.a.0"), .. Bn("block1.0.f.a.1"),
                .. Conv("block1.1.f.a.0"), .. Bn("block1.1.f.a.1"), "fc.weight", "fc.bias",
            ],
            Entries(net));
    }

    [Fact]
    public void Property_and_maps_are_null_where_the_sequence_is_absent()
    {
        using var net = new ShuffleNet();
        Assert.Equal(["stage.0.branch1.0", "stage.0.branch1.1", "stage.0.branch1.2", "stage.0.branch1.3", "stage.0.branch1.4"], net.Stage[0].Branch1!.Select(l => l.Name));
        Assert.Null(net.Stage[1].Branch1);
        Assert.Equal(8, net.Maps.Stage[0].Branch1![2].Site.Channels);
        Assert.Null(net.Maps.Stage[1].Branch1);
    }

    [Fact]
    public void What_depends_on_an_absent_sequence_is_absent_with_it()
    {
        using var net = new RegNet();
        Assert.NotNull(net.Block1[0].ProjDrop);
        Assert.Null(net.Block1[1].Proj);
        Assert.Null(net.Block1[1].ProjDrop);
    }

    [Fact]
    public void An_absent_layer_is_skipped_in_the_numbering()
    {
        using var net = new InvertedNet();
        Assert.Equal(["features.0.layers.0", "features.0.layers.1", "features.0.layers.2", "features.0.layers.3", "features.0.layers.4"], net.Features[0].Layers.Select(l => l.Name));
        Assert.Equal(
            [.. Conv("features.0.layers.0"), .. Bn("features.0.layers.1"), .. Conv("features.0.layers.3"), .. Bn("features.0.layers.4"),
                .. Conv("features.1.layers.0"), .. Bn("features.1.layers.1"), .. Conv("features.1.layers.3"), .. Bn("features.1.layers.4"), .. Conv("features.1.layers.6"), .. Bn("features.1.layers.7"),
                "fc.weight", "fc.bias"],
            Entries(net));
    }

    [Fact]
    public void A_stage_that_is_absent_is_null()
    {
        using var net = new InvertedNet();
        Assert.Null(net.More);
        Assert.Null(net.Maps.More);
    }

    [Fact]
    public void They_run()
    {
        using var scope = torch.NewDisposeScope();
        foreach (var (make, channels) in new (Func<NetworkModule>, int)[] { (() => new ShuffleNet(), 8), (() => new RegNet(), 4), (() => new InvertedNet(), 4) })
        {
            using var net = make();
            net.eval();
            Assert.Equal([2, 5], net.forward(torch.rand(2, channels, 8, 8)).shape);
        }
    }

    private static string[] Conv(string name) => [name + ".weight"];

    private static IEnumerable<string> Bn(string name) => Norm.Select(n => name + "." + n);

    private static string[] Entries(NetworkModule net) => net.StateEntries.Select(e => e.Name).ToArray();
}
