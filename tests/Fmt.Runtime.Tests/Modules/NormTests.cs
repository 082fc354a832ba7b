using System;
using System.Linq;
using Fmt.Modules;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Modules;

/// <summary>Batch norms: what they are related to, what they read and give, and what can be put in their place.</summary>
public sealed class NormTests
{
    [Fact]
    public void Relations_name_the_convolution_that_is_read()
    {
        using var net = new ResidualNet();
        Assert.Equal(
            ["bn1 Same conv1 4x8x8", "layer.0.bn1 Same layer.0.conv1 4x8x8", "layer.0.bn2 Same layer.0.conv2 4x8x8", "layer.1.bn1 Same layer.1.conv1 8x4x4", "layer.1.bn2 Same layer.1.conv2 8x4x4"],
            net.AllNorms.Select(n => $"{n.Site.Name} {n.Site.Relation} {n.Site.Producer} {n.Site.Channels}x{n.Site.Height}x{n.Site.Width}"));
        using var pre = new PreActivationNet();
        Assert.Equal(["norm1 Same conv1", "norm2 Sum ", "norm3 None "], pre.AllNorms.Select(n => $"{n.Site.Name} {n.Site.Relation} {n.Site.Producer}"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_read_and_given_is_the_modules_own(bool training)
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(ResidualNet), training);
        foreach (var norm in net.AllNorms)
        {
            Tensor? read = null, given = null;
            using (norm.ObserveInput(t => read = t.clone()))
            using (norm.Observe(t => given = t.clone()))
                net.forward(Support.Images());
            Support.AssertSame(norm.Layer.call(read!), given!, norm.Site.Name);
        }
    }

    [Fact]
    public void Running_again_gives_what_an_injection_gives_with_shortcuts_alive()
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(ResidualNet), training: false);
        var images = rand(3, 3, 8, 8);
        foreach (var norm in net.AllNorms)
        {
            var addition = rand(1, norm.Site.Channels, 1, 1);
            Tensor plain = net.forward(images), injected, both;
            using (norm.Inject(_ => addition.clone())) injected = net.forward(images);
            using (norm.Again(2, maps =>
            {
                Assert.Equal(2, maps.shape[0]);
                return addition.clone();
            })) both = net.forward(images);
            Assert.Equal([5, 5], both.shape);
            Support.AssertClose(cat([plain, injected.narrow(0, 0, 2)]), both);
            Support.AssertSame(plain, net.forward(images));
        }
    }

    [Fact]
    public void Only_one_place_at_a_time_may_run_again()
    {
        using var net = new ResidualNet();
        using var first = net.AllNorms[0].Again(1, m => m);
        Assert.Throws<InvalidOperationException>(() => net.AllNorms[0].Again(1, m => m));
    }

    [Fact]
    public void A_masked_channel_of_a_sum_gives_the_shift_and_nothing_else_changes()
    {
        using var scope = NewDisposeScope();
        using var net = new PreActivationNet();
        net.eval();
        var sum = net.AllNorms[1];
        using (no_grad())
        {
            sum.Layer.running_mean!.copy_(rand(4));
            sum.Layer.bias!.copy_(rand(4));
        }

        Tensor? before = null, after = null;
        using (sum.Observe(t => before = t.clone())) net.forward(Support.Images());
        sum.Mask[2] = true;
        using (sum.Observe(t => after = t.clone())) net.forward(Support.Images());
        Support.AssertClose(sum.Layer.bias![2].expand(2, 8, 8), after!.select(1, 2));
        Support.AssertSame(before![.., ..2], after[.., ..2]);
        using var copy = net.Copy();
        Assert.Equal([2], copy.AllNorms[1].Mask.Masked);
    }

    [Fact]
    public void Convolutions_in_bfloat16_are_close_and_train_float32_weights()
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(ResidualNet), training: true);
        var images = Support.Images();
        var exact = net.forward(images);
        var coarse = net.forward(images, new Pass { Precision = ConvolutionPrecision.BFloat16 });
        var error = (exact - coarse).norm().ToDouble() / exact.norm().ToDouble();
        // Eight bits of mantissa: not equal, and within a few per cent.
        Assert.InRange(error, 1e-6, 0.05);
        coarse.sum().backward();
        Assert.All(net.parameters(), p => Assert.Equal(ScalarType.Float32, p.grad!.dtype));
    }
}
