using System.Linq;
using Fmt.Modules;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.LayerValues;

/// <summary>What is dropped together, by which share, and from which random numbers.</summary>
public sealed class RandomLayerTests
{
    [Fact]
    public void Dropout2d_drops_whole_maps() => AssertDrops(new DropsMaps(), 0.25, groups: 3);

    [Fact]
    public void Stochastic_depth_drops_whole_images() => AssertDrops(new DropsImages(), 0.25, groups: 1);

    [Fact]
    public void Stochastic_depth_by_batch_drops_all_images_or_none()
    {
        using var network = new DropsBatches();
        network.train();
        using var scope = NewDisposeScope();
        var values = Enumerable.Range(0, 50).Select(_ => network.forward(ones(5, 3, 2, 2)).unique().output.data<float>().ToArray()).ToList();
        Assert.All(values, v => Assert.Contains(Assert.Single(v), new[] { 0f, 2f }));
        Assert.Equal(2, values.Select(v => v[0]).Distinct().Count());
    }

    [Fact]
    public void A_share_of_one_leaves_zeros_not_nothing_divided_by_nothing()
    {
        using var network = new DropsAll();
        network.train();
        using var scope = NewDisposeScope();
        Assert.True(network.forward(ones(5, 3, 2, 2)).eq(0).all().ToBoolean());
    }

    private static void AssertDrops(NetworkModule network, double p, int groups)
    {
        using var owner = network;
        using var scope = NewDisposeScope();
        var x = ones(2000, 3, 2, 2);
        network.eval();
        Assert.True(network.forward(x).Equals(ones(2000, 12)));
        network.train();
        Tensor Drawn(ulong seed) => network.forward(x, new Pass { Generator = new Generator(seed) });
        var dropped = Drawn(7).reshape(2000, groups, -1);
        // A group is whole or gone, and what stays makes up for what goes.
        Assert.True(dropped.amax([2]).Equals(dropped.amin([2])));
        var values = dropped.unique().output.data<float>().ToArray();
        Assert.Equal([0f, (float)(1 / (1 - p))], values);
        Assert.Equal(p, dropped.eq(0).to(float64).mean().ToDouble(), 0.04);
        Assert.True(Drawn(7).reshape(2000, groups, -1).Equals(dropped));
        Assert.False(Drawn(8).reshape(2000, groups, -1).Equals(dropped));
        Assert.Equal(values, network.forward(x).unique().output.data<float>().ToArray());
    }
}
