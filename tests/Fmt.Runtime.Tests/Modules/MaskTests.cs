using System;
using System.IO;
using System.Linq;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Modules;

/// <summary>Masks: a masked map is exactly zero, in training too, and everything else is as it was.</summary>
public sealed class MaskTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Masked_map_is_exactly_zero_and_the_others_are_untouched(bool training)
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet), training);
        Tensor? seen = null;
        using var watch = net.Maps.Conv1.Observe(m => seen = m.clone());
        net.forward(Support.Images());
        var plain = seen!;
        net.Maps.Conv1.Mask.Set([1, 3]);
        net.forward(Support.Images());
        foreach (var channel in Enumerable.Range(0, 4))
        {
            var (before, after) = (plain[.., channel], seen![.., channel]);
            Support.AssertSame(channel is 1 or 3 ? zeros_like(before) : before, after, channel.ToString());
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Masked_filter_gets_no_gradient_at_all(bool training)
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet), training);
        net.Maps.Layer[0].Conv1.Mask[2] = true;
        net.forward(Support.Images()).square().sum().backward();
        var conv = net.Layer[0].Conv1;
        Support.AssertSame(zeros(4, 3, 3), conv.weight!.grad![2]);
        Assert.Equal(0f, conv.bias!.grad![2].ToSingle());
        foreach (var other in new[] { 0, 1, 3 }) Assert.True(conv.weight.grad[other].abs().sum().ToSingle() > 0, other.ToString());
    }

    [Fact]
    public void Masked_filter_stays_bit_for_bit_under_training_with_momentum_and_without_weight_decay()
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet), training: true);
        net.Maps.Layer[0].Conv1.Mask[2] = true;
        var before = net.Layer[0].Conv1.weight![2].detach().clone();
        using var optimizer = optim.SGD(net.parameters(), 0.1, momentum: 0.9);
        for (var step = 0; step < 3; step++)
        {
            optimizer.zero_grad();
            net.forward(Support.Images()).square().sum().backward();
            optimizer.step();
        }

        Support.AssertSame(before, net.Layer[0].Conv1.weight![2].detach());
        Assert.NotEqual(0f, (net.Layer[0].Conv1.weight![1].detach() - before).abs().sum().ToSingle());
    }

    [Fact]
    public void Masks_are_no_part_of_the_state()
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet));
        var (names, entries) = (net.state_dict().Keys.ToArray(), net.StateEntries);
        net.Maps.Conv1.Mask[0] = true;
        net.forward(Support.Images());
        Assert.Equal(names, net.state_dict().Keys);
        Assert.Equal(entries.Select(e => e.Name), net.StateEntries.Select(e => e.Name));
    }

    [Theory]
    [InlineData(ScalarType.Float64)]
    [InlineData(ScalarType.BFloat16)]
    public void Masks_follow_the_network_to_another_type(ScalarType type)
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet));
        net.Maps.Conv1.Mask.Set([0, 2]);
        net.forward(Support.Images());
        net.to(type);
        Tensor? seen = null;
        using var watch = net.Maps.Conv1.Observe(m => seen = m.clone());
        var logits = net.forward(Support.Images().to(type));
        Assert.Equal(type, logits.dtype);
        Assert.Equal(type, seen!.dtype);
        Assert.Equal(0, seen[.., 0].abs().sum().to(float64).ToDouble());
        Assert.NotEqual(0, seen[.., 1].abs().sum().to(float64).ToDouble());
        net.to(ScalarType.Float32);
        Assert.Equal(ScalarType.Float32, net.forward(Support.Images()).dtype);
    }

    [Fact]
    public void Mask_first_used_in_inference_mode_still_trains()
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet));
        net.Maps.Conv1.Mask[0] = true;
        using (inference_mode()) net.forward(Support.Images());
        net.train();
        net.forward(Support.Images().requires_grad_()).sum().backward();
        Assert.NotNull(net.Conv1.weight!.grad);
    }

    [Fact]
    public void Mask_first_used_in_a_scope_outlives_it()
    {
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet));
        net.Maps.Conv1.Mask[0] = true;
        using (NewDisposeScope()) net.forward(Support.Images());
        using (NewDisposeScope()) net.forward(Support.Images());
    }

    [Fact]
    public void Copy_has_weights_masks_mode_and_normalisation_and_no_observers()
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet));
        net.Maps.Layer[1].Conv2.Mask.Set([1, 5]);
        net.Normalisation = new Fmt.Modules.Normalisation([0.1, 0.2, 0.3], [1, 2, 3]);
        var calls = 0;
        using var watch = net.Maps.Conv1.Observe(_ => calls++);
        using var copy = (ResidualNet)net.Copy();
        Support.AssertSame(net.forward(Support.Images()), copy.forward(Support.Images()));
        Assert.Equal(1, calls);
        Assert.Equal([1, 5], copy.Maps.Layer[1].Conv2.Mask.Masked);
        Assert.False(copy.training);
        Assert.Same(net.Normalisation, copy.Normalisation);

        // Nothing is shared.
        copy.Maps.Layer[1].Conv2.Mask.Clear();
        using (no_grad()) copy.Conv1.weight!.zero_();
        Assert.Equal(2, net.Maps.Layer[1].Conv2.Mask.Count);
        Assert.NotEqual(0f, net.Conv1.weight!.abs().sum().ToSingle());
    }

    [Fact]
    public void Copy_of_a_double_network_is_double()
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(ResidualNet));
        _ = net.StateEntries;
        net.to(ScalarType.Float64);
        using var copy = net.Copy();
        Support.AssertSame(net.forward(Support.Images().to(float64)), copy.forward(Support.Images().to(float64)));
        Assert.All(net.StateEntries, e => Assert.Equal(net.StateTensor(e.Name).dtype, e.Type));
    }

    [Fact]
    public void Mask_counts_lists_and_refuses()
    {
        using var net = new ResidualNet();
        var mask = net.Maps.Conv1.Mask;
        Assert.Equal((4, 0), (mask.Channels, mask.Count));
        mask[3] = true;
        mask[3] = true;
        mask[1] = true;
        Assert.Equal([1, 3], mask.Masked);
        Assert.Equal(2, mask.Count);
        Assert.True(mask[3] && !mask[0]);
        Assert.Contains("4 feature maps", Assert.Throws<ArgumentOutOfRangeException>(() => mask[4] = true).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask[-1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => mask.Set([0, 9]));
        Assert.Equal([1, 3], mask.Masked);
        mask.Set([0, 0]);
        Assert.Equal([0], mask.Masked);
        mask[0] = false;
        Assert.Equal(0, mask.Count);
        mask.Set([2]);
        mask.Clear();
        Assert.Equal(0, mask.Count);
    }

    [Fact]
    public void Masked_weights_to_zero_touches_filter_bias_scale_and_shift_of_masked_maps_only()
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet));
        var before = net.StateEntries.ToDictionary(e => e.Name, e => net.StateTensor(e.Name).detach().clone());
        net.Maps.Layer[0].Conv1.Mask.Set([0, 3]);
        net.Maps.Layer[1].Shortcut!.Mask[2] = true;
        net.MaskedWeightsToZero();
        var expected = new (string Name, int[] Rows)[]
        {
            ("layer.0.conv1.weight", [0, 3]), ("layer.0.conv1.bias", [0, 3]), ("layer.0.bn1.weight", [0, 3]), ("layer.0.bn1.bias", [0, 3]),
            ("layer.1.downsample.0.weight", [2]), ("layer.1.downsample.0.bias", [2]),
        };
        foreach (var (name, rows) in expected)
            foreach (var row in rows) before[name][row].zero_();
        Assert.All(before, b => Support.AssertSame(b.Value, net.StateTensor(b.Key).detach(), b.Key));
    }

    [Fact]
    public void Zeroed_weights_and_masks_agree_where_a_batch_norm_reads_the_map()
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet));
        // Without memory of its own the batch norm gives beta for a zero map; the zeroed one gives zero.
        net.Maps.Layer[0].Conv1.Mask[1] = true;
        net.MaskedWeightsToZero();
        var masked = net.forward(Support.Images());
        net.Maps.Layer[0].Conv1.Mask.Clear();
        Support.AssertSame(masked, net.forward(Support.Images()));
    }

    [Fact]
    public void Saved_network_does_not_know_of_masks()
    {
        using var scope = NewDisposeScope();
        using var net = (ResidualNet)Support.Make(nameof(ResidualNet));
        net.Maps.Conv1.Mask[0] = true;
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".safetensors");
        try
        {
            net.Save(path);
            using var read = ResidualNet.FromFile(path);
            Assert.Equal(0, read.Maps.Conv1.Mask.Count);
            read.eval();
            net.Maps.Conv1.Mask.Clear();
            Support.AssertSame(net.forward(Support.Images()), read.forward(Support.Images()));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
