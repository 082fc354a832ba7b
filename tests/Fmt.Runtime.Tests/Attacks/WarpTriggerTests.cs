using System;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Tests.Data;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Attacks;

public class WarpTriggerTests
{
    [Fact]
    public void No_strength_is_the_identity()
    {
        using var scope = torch.NewDisposeScope();
        var images = Sets.Textured(4, 3, 32, 32).Images([0, 1, 2, 3]);
        var still = new WarpTrigger(1, 3, 32, 32, strength: 0);
        Assert.InRange((still.Stamp(images.to(torch.float64)) - images.to(torch.float64)).abs().max().ToDouble(), 0, 1e-6);
        // In float32 a coordinate of 31 has 2e-6 to itself.
        Assert.InRange((still.Stamp(images) - images).abs().max().ToSingle(), 0, 5e-6);
        Assert.InRange((new WarpTrigger(1, 3, 32, 32).Stamp(images) - images).abs().max().ToSingle(), 0.05f, 1);
    }

    [Fact]
    public void The_field_is_of_its_seed_and_the_grid_within_the_image()
    {
        var warp = new WarpTrigger(3, 3, 32, 32);
        Assert.Equal<float>(warp.Grid, new WarpTrigger(3, 3, 32, 32).Grid);
        Assert.NotEqual<float>(warp.Grid, new WarpTrigger(4, 3, 32, 32).Grid);
        Assert.All(warp.Grid, v => Assert.InRange(v, -1, 1));
        Assert.All(new WarpTrigger(3, 1, 8, 8, strength: 50).Grid, v => Assert.InRange(v, -1, 1));
    }

    [Fact]
    public void Corners_of_the_field_are_the_control_points_over_their_mean()
    {
        // With corners aligned the four corners of the upsampled field are control points, and 2x2 points upsampled to 2x2 are the points themselves.
        var small = new WarpTrigger(5, 1, 2, 2, controlPoints: 2);
        var random = new RandomSource(5, "wanet/field");
        double[] drawn = [.. Enumerable.Range(0, 8).Select(_ => 2 * random.NextDouble() - 1)];
        var mean = drawn.Select(Math.Abs).Average();
        // [H,W,2] from [2,H,W].
        Assert.Equal(Enumerable.Range(0, 8).Select(i => (float)(drawn[i % 2 * 4 + i / 2] / mean)), small.FlowField, (a, b) => Math.Abs(a - b) < 1e-5);
        Assert.Equal(1, small.FlowField.Average(Math.Abs), 1e-5);
    }

    [Theory]
    [InlineData(4.0, 0, 1, 0)]
    [InlineData(0, 4.0, 0, 1)]
    [InlineData(-8.0, 0, -2, 0)]
    public void A_constant_field_shifts_by_half_its_strength_in_pixels(double x, double y, int right, int down)
    {
        // s n/W of the range -1..1 over W - 1 pixels: s n (W-1)/(2W) pixels; W = 9 and s = 9/16 make it n/4.
        const int Size = 9;
        var set = Sets.Textured(1, 1, Size, Size);
        var warp = new WarpTrigger([.. Enumerable.Range(0, Size * Size * 2).Select(i => (float)(i % 2 == 0 ? x : y))], 1, Size, Size, strength: 9 / 16.0);
        byte[] image = set.Pixels(0).ToArray(), stamped = [.. image];
        warp.Stamp(stamped);
        for (var r = 0; r < Size; r++)
            for (var c = 0; c < Size; c++)
                Assert.Equal(image[Math.Clamp(r + down, 0, Size - 1) * Size + Math.Clamp(c + right, 0, Size - 1)], stamped[r * Size + c]);
    }

    [Fact]
    public void Every_noise_image_has_noise_of_its_own_within_one_step()
    {
        using var scope = torch.NewDisposeScope();
        // A ramp: the value read is the place it is read at, in columns / 31.
        var ramp = (torch.arange(32, dtype: torch.float32) / 31f).expand(3, 1, 32, 32).contiguous();
        var warp = new WarpTrigger(1, 1, 32, 32);
        torch.Tensor plain = warp.Stamp(ramp), noisy = warp.Noisy(2).Stamp(ramp, [7, 8, 7]);
        var step = (noisy - plain).abs() * 31f;
        // U(-1,1)/32 of the range of 2 over 31 columns: at most 31/64 of a column.
        Assert.InRange(step.max().ToSingle(), 0.4f, 31 / 64f + 1e-4f);
        Assert.Equal(0, (noisy[0] - noisy[2]).abs().max().ToSingle());
        Assert.NotEqual(0, (noisy[0] - noisy[1]).abs().max().ToSingle());
        Assert.NotEqual(0, (noisy - warp.Noisy(3).Stamp(ramp, [7, 8, 7])).abs().max().ToSingle());
        Assert.Throws<ArgumentException>(() => warp.Noisy(0).Stamp(ramp, [1]));
    }

    [Fact]
    public void Gradients_flow_and_types_are_kept()
    {
        using var scope = torch.NewDisposeScope();
        var warp = new WarpTrigger(1, 3, 16, 16);
        var x = torch.full([2, 3, 16, 16], 0.5f).requires_grad_();
        warp.Stamp(x).sum().backward();
        // Every output pixel's four weights sum to one.
        Assert.Equal(2 * 3 * 256, x.grad!.sum().ToDouble(), 1e-2);
        Assert.Equal(torch.ScalarType.Float64, warp.Stamp(torch.zeros([1, 3, 16, 16], torch.float64)).dtype);
        Assert.Equal(torch.ScalarType.BFloat16, warp.Stamp(torch.ones([1, 3, 16, 16], torch.bfloat16)).dtype);
        Assert.Equal(1, warp.Stamp(torch.ones([1, 3, 16, 16], torch.bfloat16)).min().ToSingle());
    }

    [Fact]
    public void Stamping_leaves_no_tensor_behind_and_changes_no_image()
    {
        var warp = new WarpTrigger(1, 3, 16, 16);
        using torch.Tensor images = Sets.Textured(4, 3, 16, 16).Images([0, 1, 2, 3]), before = images.clone();
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var alive = statistics.ThreadTotalLiveCount;
        for (var k = 0; k < 50; k++)
        {
            warp.Stamp(images).Dispose();
            warp.Noisy(k).Stamp(images, [0, 1, 2, 3]).Dispose();
        }
        Assert.Equal(alive, statistics.ThreadTotalLiveCount);
        using torch.Tensor difference = images - before, size = difference.abs();
        Assert.Equal(0, size.sum().ToSingle());
    }

    [Fact]
    public void Wrong_arguments_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarpTrigger(1, 3, 8, 8, controlPoints: 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new WarpTrigger(1, 3, 8, 8, strength: -1));
        Assert.Contains("8x8x2 take 128", Assert.Throws<ArgumentException>(() => new WarpTrigger([1, 2], 3, 8, 8)).Message);
        Assert.Throws<ArgumentException>(() => new WarpTrigger([float.NaN, 2], 3, 1, 1));
        using var wrong = torch.zeros(1, 3, 8, 9);
        Assert.Contains("[N,3,8,8]", Assert.Throws<ArgumentException>(() => new WarpTrigger(1, 3, 8, 8).Stamp(wrong)).Message);
    }
}
