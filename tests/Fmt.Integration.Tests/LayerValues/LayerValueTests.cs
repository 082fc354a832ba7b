using System;
using System.Linq;
using Fmt.Modules;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.LayerValues;

/// <summary>Layers against the formulas of PyTorch's documentation, written out in elementary operations, in double: values, and gradients through what runs in place.</summary>
public sealed class LayerValueTests
{
    [Fact]
    public void Activations_have_the_documented_values_and_gradients()
    {
        using var scope = NewDisposeScope();
        using var network = new Activations();
        AssertSame(network, x =>
        {
            var y = nn.functional.conv2d(x, P(network, "conv.weight"), P(network, "conv.bias"), padding: [1, 1]);
            y = y.clamp(0, 6) + x;
            y = Below(y, 0.2 * y) + x;
            y = y * 0.5 * (1 + special.erf(y / Math.Sqrt(2))) + x;
            y = 0.5 * y * (1 + (Math.Sqrt(2 / Math.PI) * (y + 0.044715 * y.pow(3))).tanh()) + x;
            y = y / (1 + (-y).exp()) + x;
            y = y * (y + 3).clamp(0, 6) / 6 + x;
            y = (y + 3).clamp(0, 6) / 6 + x;
            y = 1 / (1 + (-y).exp()) + x;
            y = (y.exp() - (-y).exp()) / (y.exp() + (-y).exp()) + x;
            y = Below(y, -0.5 * y) + x;
            y = Below(y, P(network, "a11.weight") * y) + x;
            y = Below(y, P(network, "a12.weight").reshape(4, 1, 1) * y) + x;
            return Below(y, y.exp() - 1) + x;
        });
    }

    [Fact]
    public void Normalisations_have_the_documented_values_and_gradients()
    {
        using var scope = NewDisposeScope();
        using var network = new Normalisations();
        AssertSame(network, x =>
        {
            var y = Standard(x.reshape(3, 2, 60), 1e-5, 2).reshape(3, 4, 5, 6) * P(network, "group.weight").reshape(4, 1, 1) + P(network, "group.bias").reshape(4, 1, 1);
            y = Standard(y, 1e-5, 2, 3) * P(network, "instance.weight").reshape(4, 1, 1) + P(network, "instance.bias").reshape(4, 1, 1);
            var square = nn.functional.pad(y * y, [0, 0, 0, 0, 1, 1]);
            y = y / (2 + 0.5 * (square.narrow(1, 0, 4) + square.narrow(1, 1, 4) + square.narrow(1, 2, 4)) / 3).pow(0.75);
            y = Standard(y, 1e-6, 1) * P(network, "channels.weight").reshape(4, 1, 1) + P(network, "channels.bias").reshape(4, 1, 1);
            var whole = Standard(y, 1e-5, 1, 2, 3) * P(network, "whole.weight") + P(network, "whole.bias");
            y = whole.permute(0, 2, 3, 1);
            y = Standard(y, 1e-5, 3) * P(network, "pointwise.1.weight") + P(network, "pointwise.1.bias");
            y = (y.matmul(P(network, "pointwise.2.weight").t()) + P(network, "pointwise.2.bias")).tanh().matmul(P(network, "pointwise.4.weight").t()).permute(0, 3, 1, 2);
            y = y * P(network, "gamma").reshape(4, 1, 1) + whole;
            return y.reshape(3, 120) * P(network, "last");
        });
    }

    [Fact]
    public void Movers_have_the_documented_values_and_gradients()
    {
        using var scope = NewDisposeScope();
        using var network = new Movers();
        AssertSame(network, x =>
        {
            // Channel g*2 + k goes to k*3 + g.
            var y = x.index_select(1, tensor(new long[] { 0, 2, 4, 1, 3, 5 })).narrow(1, 1, 4);
            y = cat([zeros(3, 4, 5, 3, dtype: float64), y, zeros(3, 4, 5, 1, dtype: float64)], 3);
            y = cat([zeros(3, 4, 1, 8, dtype: float64), y, zeros(3, 4, 2, 8, dtype: float64)], 2);
            y = Pick(Pick(y, 2, 16, i => i / 2), 3, 16, i => i / 2);
            y = Pull(Pull(y, 2, 10, (i, a, b) => Math.Max(0, (i + 0.5) * a / b - 0.5)), 3, 9, (i, a, b) => Math.Max(0, (i + 0.5) * a / b - 0.5));
            var corners = Pull(Pull(y, 2, 12, (i, a, b) => i * (a - 1.0) / (b - 1)), 3, 10, (i, a, b) => i * (a - 1.0) / (b - 1));
            var largest = corners.reshape(3, 4, 120).amax([2]).reshape(3, 4, 1, 1).expand(3, 4, 12, 10);
            var both = cat([corners, largest], 1);
            return cat([(both * both).narrow(1, 0, 4), both], 1);
        });
    }

    [Fact]
    public void Transposed_convolution_is_the_gradient_of_the_convolution()
    {
        using var scope = NewDisposeScope();
        using var network = new Transposed();
        network.to(float64).eval();
        var x = rand(2, 4, 5, 4, dtype: float64);
        var maps = new Tensor[2];
        using var first = network.Maps.Up.Observe(m => maps[0] = m.clone().DetachFromDisposeScope());
        using var second = network.Maps.Wider.Observe(m => maps[1] = m.clone().DetachFromDisposeScope());
        using (no_grad()) network.forward(x);

        // H = (5 - 1)*2 - 2 + 2 + 1 + 1 = 10, W = (4 - 1)*3 - 2 + 3 + 2 + 1 = 13.
        Assert.Equal([2, 6, 10, 13], maps[0].shape);
        var up = GradientOfConvolution([2, 6, 10, 13], P(network, "up.weight"), x, [2, 3], [1, 1], [1, 1], groups: 2) + P(network, "up.bias").reshape(6, 1, 1);
        Assert.True(up.allclose(maps[0]));
        var active = (up / Math.Sqrt(1 + 1e-5)).relu();
        Assert.True(GradientOfConvolution([2, 6, 12, 15], P(network, "wider.weight"), active, [1, 1], [0, 0], [2, 2], groups: 1).allclose(maps[1]));
    }

    [Fact]
    public void Masks_of_transposed_convolutions_become_zero_filters()
    {
        using var scope = NewDisposeScope();
        using var network = new Transposed();
        network.train();
        network.forward(rand(8, 4, 5, 4) + 1);
        network.eval();
        network.Maps.Up.Mask.Set([1, 3, 5]);
        network.Maps.Wider.Mask.Set([0]);
        using var noGrad = no_grad();
        network.MaskedWeightsToZero();
        network.Maps.Up.Mask.Clear();
        network.Maps.Wider.Mask.Clear();

        var weight = network.StateTensor("up.weight");
        // Two groups of 2 inputs and 3 filters: filter 1 is slice 1 of the first two rows, filters 3 and 5 are slices 0 and 2 of the others.
        bool[,] zero = { { false, true, false }, { false, true, false }, { true, false, true }, { true, false, true } };
        for (var row = 0; row < 4; row++)
            for (var slice = 0; slice < 3; slice++) Assert.Equal(zero[row, slice], weight[row, slice].eq(0).all().ToBoolean());
        using var watch = network.Maps.Up.Observe(maps => Assert.Equal([1, 3, 5], Enumerable.Range(0, 6).Where(c => maps[.., c].eq(0).all().ToBoolean())));
        var logits = network.forward(rand(2, 4, 5, 4));
        Assert.True(logits[.., 0].eq(0).all().ToBoolean());
        Assert.False(logits[.., 1].eq(0).any().ToBoolean());
    }

    [Fact]
    public void Initial_values_are_PyTorchs()
    {
        for (var i = 0; i < 20; i++)
        {
            using var scope = NewDisposeScope();
            // Freed memory that a constructor might take up as it is.
            foreach (var size in new[] { 4, 6, 120 }) full(size, float.NaN).Dispose();
            using var norms = new Normalisations();
            using var activations = new Activations();
            using var transposed = new Transposed();
            foreach (var entry in norms.StateEntries.Where(e => !e.Name.StartsWith("pointwise.2", StringComparison.Ordinal) && !e.Name.StartsWith("pointwise.4", StringComparison.Ordinal)))
                Assert.True(norms.StateTensor(entry.Name).eq(entry.Name == "gamma" ? 0.5 : entry.Name.EndsWith("bias", StringComparison.Ordinal) ? 0 : 1).all().ToBoolean(), entry.Name);
            Assert.True(activations.StateTensor("a11.weight").eq(0.25).all().ToBoolean());
            Assert.True(activations.StateTensor("a12.weight").eq(0.1f).all().ToBoolean());
            // Uniform in 1/sqrt(fan in) on both sides; the fan of [in, out/groups, kH, kW] counts its second axis.
            var bound = 1 / Math.Sqrt(3 * 3 * 4);
            Assert.InRange(transposed.StateTensor("up.weight").abs().max().ToSingle(), 0.9 * bound, bound);
            Assert.InRange(transposed.StateTensor("up.bias").abs().max().ToSingle(), 0.1 * bound, bound);
        }
    }

    [Fact]
    public void Scales_belong_to_their_scope_and_follow_moves_and_copies()
    {
        using var network = new Normalisations();
        Assert.Equal(["gamma", "last", "group.weight"], network.StateEntries.Take(3).Select(e => e.Name));
        Assert.Equal([4, 1, 1], network.StateEntries[0].Shape.AsEnumerable());
        Assert.Equal([120], network.StateEntries[1].Shape.AsEnumerable());
        Assert.Equal(0.5f, network.Gamma.Value[0, 0, 0].item<float>());
        network.to(float64);
        Assert.Equal(float64, network.Gamma.Value.dtype);
        using (no_grad()) network.Gamma.Value.fill_(3);
        using var copy = (Normalisations)network.Copy();
        Assert.Equal(3, copy.Gamma.Value[3, 0, 0].item<double>());
        Assert.Throws<InvalidOperationException>(() => new LearnedScale(1, 4).Value);
    }

    /// <summary>The network in double against a formula on the same weights, all of them moved off their initial values.</summary>
    private static void AssertSame(NetworkModule network, Func<Tensor, Tensor> formula)
    {
        using var generator = new Generator(3);
        using (no_grad())
            foreach (var p in network.parameters()) p.add_(0.3 * randn(p.shape, generator: generator));
        network.to(float64).train();
        var (channels, height, width) = network.InputShape;
        var x = (2 * randn([3, channels, height, width], dtype: float64, generator: generator)).requires_grad_(true);
        var expected = formula(x).reshape(3, -1);
        var actual = network.forward(x);
        AssertClose(expected, actual);
        var weights = randn(expected.shape, dtype: float64, generator: generator);
        var parameters = network.parameters().Prepend(x).ToArray();
        var wanted = autograd.grad([(expected * weights).sum()], parameters);
        var got = autograd.grad([(actual * weights).sum()], parameters);
        Assert.All(wanted.Zip(got), p => AssertClose(p.First, p.Second));
        network.eval();
        using (no_grad()) AssertClose(expected, network.forward(x));
    }

    // libtorch keeps some constants of its double kernels in float (hardsigmoid's 1/6). A gradient that is zero but for rounding (of a shift before a norm) has no relative error.
    private static void AssertClose(Tensor expected, Tensor actual) => Assert.InRange(((expected - actual).norm() / expected.norm().clamp(min: 1e-3)).ToDouble(), 0, 1e-7);

    private static Tensor P(NetworkModule network, string name) => network.StateTensor(name);

    private static Tensor Below(Tensor y, Tensor below) => where(y.gt(0), y, below);

    private static Tensor Standard(Tensor x, double eps, params long[] axes)
    {
        var centred = x - x.mean(axes, keepdim: true);
        return centred / ((centred * centred).mean(axes, keepdim: true) + eps).sqrt();
    }

    private static Tensor Pick(Tensor x, int axis, int size, Func<int, int> source) =>
        x.index_select(axis, tensor(Enumerable.Range(0, size).Select(i => (long)source(i)).ToArray()));

    /// <summary>Linear interpolation along an axis; the source place of output i, for input size a and output size b.</summary>
    private static Tensor Pull(Tensor x, int axis, int size, Func<int, int, int, double> place)
    {
        var length = (int)x.shape[axis];
        var shape = new long[] { 1, 1, 1, 1 };
        shape[axis] = size;
        var places = Enumerable.Range(0, size).Select(i => place(i, length, size)).ToArray();
        var share = tensor(places.Select(p => p - Math.Floor(p)).ToArray()).reshape(shape);
        return (1 - share) * Pick(x, axis, size, i => (int)places[i]) + share * Pick(x, axis, size, i => Math.Min((int)places[i] + 1, length - 1));
    }

    private static Tensor GradientOfConvolution(long[] shape, Tensor weight, Tensor at, long[] strides, long[] padding, long[] dilation, long groups)
    {
        var input = zeros(shape, dtype: float64).requires_grad_(true);
        var output = nn.functional.conv2d(input, weight.detach(), null, strides, padding, dilation, groups);
        return autograd.grad([output], [input], [at.detach()])[0];
    }
}
