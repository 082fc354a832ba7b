using System.Linq;
using Fmt.Attacks;
using Fmt.Engine;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Engine;

/// <summary>A warp that is sought is the warp of the attack.</summary>
public sealed class WarpPerturbationTests
{
    private const int Side = 12;

    private static torch.Tensor Images() => torch.rand([3, 2, Side, Side], generator: new torch.Generator(7));

    [Fact]
    public void It_is_WaNets_warp_where_the_field_is()
    {
        using var scope = torch.NewDisposeScope();
        var trigger = new WarpTrigger(5, 2, Side, Side, strength: 0.5);
        // As many control points as pixels: the enlargement is the identity, and the field is the control points.
        using var warp = new WarpPerturbation(2, Side, Side, Side, torch.CPU);
        var field = torch.tensor(trigger.FlowField.ToArray(), [1, Side, Side, 2]).permute(0, 3, 1, 2) * 0.5f;
        var images = Images();
        var difference = (warp.On(images, delta: field) - trigger.Stamp(images)).abs().max().ToSingle();
        Assert.InRange(difference, 0, 1e-5);
        Assert.True((trigger.Stamp(images) - images).abs().max().ToSingle() > 0.05);
    }

    [Fact]
    public void No_shift_is_the_image_and_half_a_strength_is_half_the_shift()
    {
        using var scope = torch.NewDisposeScope();
        using var warp = new WarpPerturbation(1, 4, Side, Side, torch.CPU);
        var images = Images();
        Assert.InRange((warp.On(images) - images).abs().max().ToSingle(), 0, 1e-5);
        warp.Restart(new torch.Generator(1));
        var half = torch.full([3, 1, 1, 1], 0.5);
        Assert.Equal(0, (warp.On(images, half) - warp.On(images, delta: warp.Delta * 0.5)).abs().max().ToSingle(), 1e-6);
    }

    [Fact]
    public void It_keeps_within_its_strength()
    {
        using var scope = torch.NewDisposeScope();
        using var warp = new WarpPerturbation(0.5, 4, Side, Side, torch.CPU);
        var generator = new torch.Generator(1);
        warp.Restart(generator);
        Assert.Equal(0.25, warp.Delta.abs().mean().ToSingle(), 1e-5);
        for (var i = 0; i < 20; i++)
        {
            warp.Up(torch.randn([1, 2, 4, 4], generator: generator));
            Assert.InRange(warp.Delta.abs().mean().ToSingle(), 0, 0.5001f);
        }

        Assert.Equal("warp, 4x4 points, s 0.5", warp.Kind);
    }

    [Fact]
    public void Its_gradient_is_that_of_differences()
    {
        using var scope = torch.NewDisposeScope();
        using var warp = new WarpPerturbation(1, 4, Side, Side, torch.CPU);
        warp.Restart(new torch.Generator(2));
        var images = Images();
        torch.Tensor Value(torch.Tensor delta) => warp.On(images, delta: delta).square().sum();
        var leaf = warp.Delta.detach().clone().requires_grad_(true);
        var gradient = torch.autograd.grad([Value(leaf)], [leaf])[0];
        var direction = torch.randn([1, 2, 4, 4], generator: new torch.Generator(3));
        var difference = (Value(warp.Delta + direction * 1e-3) - Value(warp.Delta - direction * 1e-3)).ToDouble() / 2e-3;
        var slope = (gradient * direction).sum().ToDouble();
        Assert.InRange(difference / slope, 0.9, 1.1);
    }
}
