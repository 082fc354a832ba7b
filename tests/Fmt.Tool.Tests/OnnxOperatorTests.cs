using System;
using System.Collections.Generic;
using Fmt.Tool.Onnx;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>What operators and idioms become, each in a file of its own.</summary>
public sealed class OnnxOperatorTests
{
    private static readonly long[] _half = [2, 2];

    private static readonly Dictionary<string, (Func<OnnxBuilder, OnnxBuilder> Build, int Channels, string[] Says)> _cases = new()
    {
        ["Conv"] = (b => b.Tensor("w", 4, 1, 3, 5).Node("Conv", ["*", "w"], null, ("group", 4L), ("strides", new long[] { 2, 1 }), ("dilations", _half), ("pads", new long[] { 2, 4, 2, 4 })), 4, ["Conv2d(4, Kernel = \"3x5\", Stride = \"2x1\", Padding = \"2x4\", Dilation = 2, Groups = 4, Bias = false"]),
        ["Conv, pads that differ"] = (b => b.Tensor("w", 4, 4, 3, 3).Node("Conv", ["*", "w"], null, ("pads", new long[] { 0, 0, 1, 1 }), ("strides", _half)), 4, ["ZeroPad2d(Right = 1, Bottom = 1)", "Conv2d(4, Kernel = 3, Stride = 2, Bias = false"]),
        ["Conv, pads that differ and are not read"] = (b => b.Tensor("w", 4, 4, 3, 3).Node("Conv", ["*", "w"], null, ("pads", new long[] { 1, 1, 0, 0 }), ("strides", _half)), 4, ["Conv2d(4, Kernel = 3, Stride = 2, Padding = 1, Bias = false"]),
        ["Conv, auto_pad"] = (b => b.Tensor("w", 4, 4, 3, 3).Node("Conv", ["*", "w"], null, ("auto_pad", "SAME_UPPER")), 4, ["Conv2d(4, Kernel = 3, Padding = 1, Bias = false"]),
        ["Conv, auto_pad with a stride"] = (b => b.Tensor("w", 4, 4, 3, 3).Node("Conv", ["*", "w"], null, ("auto_pad", "SAME_UPPER"), ("strides", _half)), 4, ["ZeroPad2d(Right = 1, Bottom = 1)"]),
        ["Conv, auto_pad, larger at the beginning"] = (b => b.Tensor("w", 4, 4, 3, 3).Node("Conv", ["*", "w"], null, ("auto_pad", "SAME_LOWER"), ("strides", _half)), 4, ["Conv2d(4, Kernel = 3, Stride = 2, Padding = 1, Bias = false"]),
        ["Conv and a bias beside it"] = (b => b.Tensor("w", 4, 4, 1, 1).Tensor("b", 1, 4, 1, 1).Node("Conv", ["*", "w"]).Node("Add", ["*", "b"]), 4, ["Conv2d(4"]),
        ["ConvTranspose"] = (b => b.Tensor("w", 4, 6, 2, 2).Node("ConvTranspose", ["*", "w"], null, ("strides", _half)), 6, ["ConvTranspose2d(6, Kernel = 2, Stride = 2, Bias = false"]),
        ["Pad of nothing"] = (b => b.Longs("p", 0, 0, 0, 0, 0, 0, 0, 0).Node("Pad", ["*", "p"]), 4, ["GlobalAvgPool2d"]),
        ["Pad of space"] = (b => b.Longs("p", 0, 0, 1, 2, 0, 0, 3, 4).Node("Pad", ["*", "p"]), 4, ["ZeroPad2d(Left = 2, Right = 4, Top = 1, Bottom = 3)"]),
        ["Pad of channels"] = (b => b.Longs("p", 0, 1, 0, 0, 0, 3, 0, 0).Node("Pad", ["*", "p"]), 8, ["ZeroPadChannels(Before = 1, After = 3)"]),
        ["Pad as an attribute"] = (b => b.Node("Pad", null, null, ("pads", new long[] { 0, 0, 1, 1, 0, 0, 1, 1 })), 4, ["ZeroPad2d("]),
        ["Slice with steps"] = (b => b.Longs("s", 0, 0).Longs("e", long.MaxValue, long.MaxValue).Longs("a", 2, 3).Longs("t", 2, 2).Node("Slice", ["*", "s", "e", "a", "t"]), 4, ["Subsample(2)"]),
        ["Slice of channels"] = (b => b.Longs("s", 1).Longs("e", -1).Longs("a", 1).Node("Slice", ["*", "s", "e", "a"]), 2, ["Slice(1, 2)"]),
        ["Split"] = (b => b.Node("Split", null, "l,r", ("axis", 1L)).Node("Concat", ["r", "l"], null, ("axis", 1L)), 4, ["Slice(0, 2", "Slice(2, 2", "Concat(nameof(Slice2), nameof(Slice))"]),
        ["SiLU"] = (b => b.Node("Relu", output: "x").Node("Sigmoid", output: "s").Node("Mul", ["s", "x"]), 4, ["SiLU"]),
        ["Hardsigmoid"] = (b => b.Node("HardSigmoid", null, null, ("alpha", 1 / 6f)), 4, ["Hardsigmoid"]),
        ["Hardswish"] = (b => b.Node("Relu", output: "x").Node("HardSigmoid", null, "s", ("alpha", 1 / 6f)).Node("Mul", ["x", "s"]), 4, ["Hardswish"]),
        ["Hardswish of older exporters"] = (b => b.Number("three", 3).Number("six", 6).Number("none", 0).Node("Relu", output: "x").Node("Add", ["x", "three"]).Node("Clip", ["*", "none", "six"], "r").Node("Mul", ["x", "r"]).Node("Div", ["*", "six"]), 4, ["Hardswish"]),
        ["HardSwish"] = (b => b.Node("HardSwish"), 4, ["Hardswish"]),
        ["Mish"] = (b => b.Node("Relu", output: "x").Node("Softplus").Node("Tanh", output: "t").Node("Mul", ["x", "t"]), 4, ["Mish"]),
        ["ReLU6"] = (b => b.Number("six", 6).Number("none", 0).Node("Clip", ["*", "none", "six"]), 4, ["ReLU6"]),
        ["GELU"] = (b => b.Number("root", MathF.Sqrt(2)).Number("one", 1).Number("half", 0.5f).Node("Relu", output: "x").Node("Div", ["x", "root"]).Node("Erf").Node("Add", ["*", "one"], "e").Node("Mul", ["x", "e"]).Node("Mul", ["*", "half"]), 4, ["GELU"]),
        ["GELU, half first"] = (b => b.Number("root", MathF.Sqrt(2)).Number("one", 1).Number("half", 0.5f).Node("Relu", output: "x").Node("Div", ["x", "root"]).Node("Erf").Node("Add", ["one", "*"], "e").Node("Mul", ["x", "half"]).Node("Mul", ["*", "e"]), 4, ["GELU"]),
        ["ELU, leaky ReLU, PReLU, tanh"] = (b => b.Tensor("slope", 4, 1, 1).Node("Elu", null, null, ("alpha", 0.5f)).Node("LeakyRelu", null, null, ("alpha", 0.1f)).Node("PRelu", ["*", "slope"]).Node("Tanh"), 4, ["ELU(Alpha = 0.5)", "LeakyReLU(NegativeSlope = 0.1)", "PReLU(NumParameters = 4", "Tanh"]),
        ["Scale"] = (b => b.Tensor("gamma", 4, 1, 1).Node("Mul", ["*", "gamma"]), 4, ["LearnedScale Gamma"]),
        ["Scale by one number"] = (b => b.Number("two", 2).Node("Mul", ["*", "two"]), 4, ["LearnedScale Two"]),
        ["Dropout and Identity"] = (b => b.Node("Dropout").Node("Identity").Node("Relu"), 4, ["ReLU"]),
        ["Channel shuffle"] = (b => b.Longs("apart", 0, 2, 2, 8, 8).Longs("again", 0, 4, 8, 8).Node("Reshape", ["*", "apart"]).Node("Transpose", null, null, ("perm", new long[] { 0, 2, 1, 3, 4 })).Node("Reshape", ["*", "again"]), 4, ["ChannelShuffle(2)"]),
        ["Layer norm over channels"] = (b => LayerNorm(b, 1, [4, 1, 1]), 4, ["LayerNorm2d(Eps = 1E-06)"]),
        ["Layer norm between transposes"] = (b => LayerNorm(b.Node("Transpose", null, null, ("perm", new long[] { 0, 2, 3, 1 })), -1, [4]).Node("Transpose", null, null, ("perm", new long[] { 0, 3, 1, 2 })), 4, ["LayerNorm2d(Eps = 1E-06)"]),
        ["Layer norm, channels last"] = (b => LayerNorm(b.Node("Transpose", null, null, ("perm", new long[] { 0, 2, 3, 1 })), -1, [4]).Tensor("l.weight", 4, 6).Node("MatMul", ["*", "l.weight"]).Node("Transpose", null, null, ("perm", new long[] { 0, 3, 1, 2 })), 6, ["Permute(\"NHWC\")", "LayerNorm(Eps = 1E-06)", "Linear(6, Bias = false)", "Permute(\"NCHW\")"]),
        ["LayerNormalization"] = (b => b.Tensor("n.weight", 4, 8, 8).Tensor("n.bias", 4, 8, 8).Node("LayerNormalization", ["*", "n.weight", "n.bias"], null, ("axis", 1L)), 4, ["LayerNorm(Dims = 3)"]),
        ["Batch norm"] = (b => b.Tensor("n.weight", 4).Tensor("n.bias", 4).Tensor("n.running_mean", 4).Tensor("n.running_var", 4).Node("BatchNormalization", ["*", "n.weight", "n.bias", "n.running_mean", "n.running_var"], null, ("epsilon", 1e-3f), ("momentum", 0.99f)), 4, ["BatchNorm2d(Eps = 0.001, Momentum = 0.01)"]),
        ["Instance norm, LRN"] = (b => b.Tensor("n.weight", 4).Tensor("n.bias", 4).Node("InstanceNormalization", ["*", "n.weight", "n.bias"]).Node("LRN", null, null, ("size", 3L), ("alpha", 0.1f), ("bias", 2f)), 4, ["InstanceNorm2d(Affine = true", "LocalResponseNorm(3, Alpha = 0.1, K = 2)"]),
        ["Pooling"] = (b => b.Node("MaxPool", null, null, ("kernel_shape", new long[] { 3, 3 }), ("strides", _half), ("pads", new long[] { 1, 1, 1, 1 })).Node("AveragePool", null, null, ("kernel_shape", _half), ("strides", _half)), 4, ["MaxPool2d(3, Stride = 2, Padding = 1)", "AvgPool2d(2)"]),
        ["Pooling over the end"] = (b => b.Node("MaxPool", null, null, ("kernel_shape", new long[] { 3, 3 }), ("strides", _half), ("pads", new long[] { 0, 0, 1, 1 })), 4, ["MaxPool2d(3, Stride = 2, CeilMode = true)"]),
        ["Pooling that does not count"] = (b => b.Node("AveragePool", null, null, ("kernel_shape", new long[] { 3, 3 }), ("pads", new long[] { 1, 1, 1, 1 })), 4, ["AvgPool2d(3, Stride = 1, Padding = 1, CountIncludePad = false)"]),
        ["Mean"] = (b => b.Node("ReduceMean", null, null, ("axes", new long[] { -1, -2 })), 4, ["GlobalAvgPool2d"]),
        ["Resize"] = (b => b.Floats("none", [0]).Floats("s", [4], 1, 1, 2, 2).Node("Resize", ["*", "none", "s"], null, ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor")), 4, ["Upsample(ScaleFactor = 2)"]),
        ["Resize, bilinear"] = (b => b.Floats("none", [0]).Floats("s", [4], 1, 1, 2, 2).Node("Resize", ["*", "none", "s"], null, ("mode", "linear"), ("coordinate_transformation_mode", "align_corners")), 4, ["Upsample(Size = 16, Mode = \"bilinear\", AlignCorners = true)"]),
        ["Sum and product"] = (b => b.Node("Relu", output: "a").Node("Tanh", output: "b").Node("Sum", ["a", "b", "a"]).Node("Mul", ["*", "b"]), 4, ["Add(nameof(Relu), nameof(Tanh), nameof(Relu))", "Multiply(nameof(Add), nameof(Tanh))"]),
        ["One module twice"] = (b => b.Conv("c", 4, 4).Node("Relu").Node("Conv", ["*", "c.weight", "c.bias"], null, ("pads", new long[] { 1, 1, 1, 1 })), 4, ["Shares = nameof(C)"]),
    };

    public static TheoryData<string> Cases => [.. _cases.Keys];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Becomes(string name)
    {
        var (build, channels, says) = _cases[name];
        var text = build(new OnnxBuilder(0, 4, 8, 8)).Head(channels).Import().Declaration;
        Assert.All(says, part => Assert.Contains(part, text, StringComparison.Ordinal));
        Assert.DoesNotContain("FILL", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a slope of another hard sigmoid", "HardSigmoid", "slope")]
    [InlineData("a bias for each column", "Add", "adds a constant")]
    [InlineData("slopes for each column", "PRelu", "not one for each channel")]
    [InlineData("a factor for each column", "Mul", "no factor per channel")]
    [InlineData("a cut", "Clip", "cuts off at -1 and 1")]
    [InlineData("a softmax inside", "Softmax", "as the last operator it is left out")]
    public void Is_refused(string what, string op, string why)
    {
        var builder = new OnnxBuilder(0, 4, 8, 8).Number("low", -1).Number("high", 1).Tensor("row", 8);
        builder.Conv("wide", 8, 4).Node(op, op switch { "Clip" => ["*", "low", "high"], "Add" or "PRelu" or "Mul" => ["*", "row"], _ => null }).Head(8);
        Assert.True(Assert.Throws<OnnxException>(() => builder.Import()).Message.Contains(why, StringComparison.Ordinal), what);
    }

    [Fact]
    public void A_softmax_at_the_end_is_left_out_and_said()
    {
        var text = new OnnxBuilder(0, 4, 8, 8).Head(4).Node("Softmax").Import().Declaration;
        Assert.Contains("ends with Softmax, which is left out", text, StringComparison.Ordinal);
        Assert.DoesNotContain("[Softmax", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mean_and_std_in_front_are_the_networks()
    {
        OnnxBuilder Normalised() => new OnnxBuilder(0, 3, 8, 8).Floats("mean", [1, 3, 1, 1], 0.485f, 0.456f, 0.406f).Floats("std", [3, 1, 1], 0.229f, 0.224f, 0.225f).Node("Sub", ["input", "mean"]);
        Assert.Contains("[Network(\"3x8x8\", Classes = 10, Mean = [0.485, 0.456, 0.406], Std = [0.229, 0.224, 0.225])]", Normalised().Node("Div", ["*", "std"]).Head(3).Import().Declaration, StringComparison.Ordinal);
        Assert.Contains("Mean = [0.485, 0.456, 0.406], Std = [1, 1, 1])]", Normalised().Head(3).Import().Declaration, StringComparison.Ordinal);
        Assert.Throws<OnnxException>(() => Normalised().Node("Add", ["*", "input"]).Head(3).Import());
    }

    [Fact]
    public void Maps_of_one_place_at_the_end_are_flattened_and_that_is_said()
    {
        var text = new OnnxBuilder(0, 4, 8, 8).Conv("c", 6, 4).Node("GlobalAveragePool").Import().Declaration;
        Assert.Contains("Classes = 6", text, StringComparison.Ordinal);
        Assert.Contains("ends with maps of one place", text, StringComparison.Ordinal);
        Assert.Contains("[Flatten]", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_of_a_matrix_product_are_turned()
    {
        var import = new OnnxBuilder(0, 2, 1, 1).Node("Flatten").Floats("fc.weight", [2, 3], 1, 2, 3, 4, 5, 6).Node("MatMul", ["*", "fc.weight"]).Import();
        var weight = Assert.Single(import.Weights);
        Assert.Equal("3x2", string.Join('x', weight.Shape));
        Assert.Equal([1f, 4f, 2f, 5f, 3f, 6f], System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(weight.Data.Span).ToArray());
    }

    [Fact]
    public void An_open_size_is_given_and_channels_last_images_are_turned()
    {
        Assert.Contains("[Network(\"4x16x12\"", new OnnxBuilder(0, 4, 0, 0).Head(4).Import("4x16x12").Declaration, StringComparison.Ordinal);
        Assert.Throws<OnnxException>(() => new OnnxBuilder(0, 4, 8, 0).Head(4).Import("4x16x12"));
        Assert.Contains("[Network(\"4x16x12\"", new OnnxBuilder(0, 16, 12, 4).Node("Transpose", null, null, ("perm", new long[] { 0, 3, 1, 2 })).Head(4).Import().Declaration, StringComparison.Ordinal);
    }

    private static OnnxBuilder LayerNorm(OnnxBuilder builder, long axis, long[] scale)
    {
        var x = builder.Last;
        return builder.Tensor("n.weight", scale).Tensor("n.bias", scale).Number("eps", 1e-6f).Number("two", 2)
            .Node("ReduceMean", [x], "mean", ("axes", new[] { axis })).Node("Sub", [x, "mean"], "d").Node("Pow", ["d", "two"]).Node("ReduceMean", null, null, ("axes", new[] { axis }))
            .Node("Add", ["*", "eps"]).Node("Sqrt", output: "s").Node("Div", ["d", "s"]).Node("Mul", ["*", "n.weight"]).Node("Add", ["*", "n.bias"]);
    }
}
