using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;
using TorchSharp;
using static TorchSharp.torch;
using Size = Fmt.Graph.Size;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Generators.Tests.Layers;

/// <summary>One call of a layer, for the table.</summary>
/// <param name="Arguments">The layer's arguments.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="State">Its weights and buffers by the last part of their names; null where it has none of that name.</param>
/// <param name="Training">The mode.</param>
internal sealed record Call(LayerArguments Arguments, Tensor[] Inputs, Func<string, Tensor?> State, bool Training)
{
    public Tensor X => Inputs[0];

    public long[] Pair(string name) => Pair(Arguments.Size(name));

    public static long[] Pair(Size size) => [size.H, size.W];
}

/// <summary>How libtorch computes each kind, written by hand and out of place: the judge of shapes and of generated passes.</summary>
internal static class TorchOps
{
    public static readonly IReadOnlyDictionary<string, Func<Call, Tensor>> ByKind = new Dictionary<string, Func<Call, Tensor>>
    {
        ["AdaptiveAvgPool2d"] = c => F.adaptive_avg_pool2d(c.X, c.Pair("Size")),
        ["AdaptiveMaxPool2d"] = c => F.adaptive_max_pool2d(c.X, c.Pair("Size")),
        ["Add"] = c => c.Inputs.Aggregate((a, b) => a + b),
        ["AvgPool2d"] = c => F.avg_pool2d(c.X, c.Pair("Kernel"), Stride(c), c.Pair("Padding"), c.Arguments.Bool("CeilMode"), c.Arguments.Bool("CountIncludePad")),
        ["BatchNorm2d"] = c => F.batch_norm(
            c.X, c.State("running_mean"), c.State("running_var"), c.State("weight"), c.State("bias"),
            c.Training || !c.Arguments.Bool("TrackRunningStats"), c.Arguments.Double("Momentum"), c.Arguments.Double("Eps")),
        ["ChannelShuffle"] = c => Shuffle(c.X, c.Arguments.Int("Groups")),
        ["Concat"] = c => cat(c.Inputs, 1),
        ["Conv2d"] = Convolve,
        ["ConvTranspose2d"] = c => F.conv_transpose2d(
            c.X, c.State("weight")!, c.State("bias"), c.Pair("Stride"), c.Pair("Padding"), c.Pair("OutputPadding"), c.Pair("Dilation"), c.Arguments.Int("Groups")),
        ["Dropout"] = Chance,
        ["Dropout2d"] = Chance,
        ["ELU"] = c => where(c.X > 0, c.X, c.Arguments.Double("Alpha") * (c.X.clamp(max: 0).exp() - 1)),
        ["Flatten"] = c => c.X.reshape(c.X.shape[0], -1),
        ["GELU"] = c => c.Arguments.Text("Approximate") == "none"
            ? c.X * 0.5 * (1 + special.erf(c.X / Math.Sqrt(2)))
            : 0.5 * c.X * (1 + (Math.Sqrt(2 / Math.PI) * (c.X + (0.044715 * c.X.pow(3)))).tanh()),
        ["GlobalMaxPool2d"] = c => F.adaptive_max_pool2d(c.X, [1, 1]),
        ["GroupNorm"] = c => F.group_norm(c.X, c.Arguments.Int("Groups"), c.State("weight"), c.State("bias"), c.Arguments.Double("Eps")),
        ["Hardsigmoid"] = c => (c.X + 3).clamp(0, 6) / 6,
        ["Hardswish"] = c => c.X * (c.X + 3).clamp(0, 6) / 6,
        ["Identity"] = c => c.X * 1,
        ["InstanceNorm2d"] = c => F.instance_norm(
            c.X, c.State("running_mean"), c.State("running_var"), c.State("weight"), c.State("bias"),
            c.Training || !c.Arguments.Bool("TrackRunningStats"), c.Arguments.Double("Momentum"), c.Arguments.Double("Eps")),
        ["LayerNorm"] = c => F.layer_norm(c.X, [.. c.X.shape.Skip((int)c.X.dim() - c.Arguments.Int("Dims"))], c.State("weight"), c.State("bias"), c.Arguments.Double("Eps")),
        ["LayerNorm2d"] = c => F.layer_norm(c.X.permute(0, 2, 3, 1), [c.X.shape[1]], c.State("weight"), c.State("bias"), c.Arguments.Double("Eps")).permute(0, 3, 1, 2),
        ["LeakyReLU"] = c => where(c.X > 0, c.X, c.Arguments.Double("NegativeSlope") * c.X),
        ["LocalResponseNorm"] = c => F.local_response_norm(c.X, c.Arguments.Int("Size"), c.Arguments.Double("Alpha"), c.Arguments.Double("Beta"), c.Arguments.Double("K")),
        ["GlobalAvgPool2d"] = c => c.X.mean([2, 3], keepdim: true),
        ["Linear"] = c => F.linear(c.X, c.State("weight")!, c.State("bias")),
        ["MaxPool2d"] = c => F.max_pool2d(c.X, c.Pair("Kernel"), Stride(c), c.Pair("Padding"), c.Pair("Dilation"), c.Arguments.Bool("CeilMode")),
        ["Mish"] = c => c.X * (1 + c.X.exp()).log().tanh(),
        ["Module"] = c => zeros([c.X.shape[0], .. c.Arguments.Shape("Output").Dims.Select(d => (long)d)]),
        ["Multiply"] = c => c.Inputs.Aggregate((a, b) => a * b),
        ["Permute"] = c => c.Arguments.Text("To") == "NHWC" ? c.X.permute(0, 2, 3, 1) : c.X.permute(0, 3, 1, 2),
        ["PReLU"] = c => F.prelu(c.X, c.State("weight")!),
        ["ReLU"] = c => c.X.clamp(min: 0),
        ["ReLU6"] = c => c.X.clamp(0, 6),
        ["Scale"] = c => c.X * c.State("")!,
        ["Sigmoid"] = c => 1 / (1 + (-c.X).exp()),
        ["SiLU"] = c => c.X / (1 + (-c.X).exp()),
        ["Slice"] = c => c.X.slice(1, c.Arguments.Int("Start"), c.Arguments.Int("Start") + c.Arguments.Int("Length"), 1) is var part && part.shape[1] == c.Arguments.Int("Length")
            ? part * 1
            : throw new IndexOutOfRangeException("narrow"),
        ["StochasticDepth"] = Chance,
        ["Subsample"] = c => c.X[.., .., TensorIndex.Slice(step: c.Arguments.Size("Stride").H), TensorIndex.Slice(step: c.Arguments.Size("Stride").W)],
        ["Tanh"] = c => (c.X.exp() - (-c.X).exp()) / (c.X.exp() + (-c.X).exp()),
        ["Upsample"] = c => F.interpolate(
            c.X,
            c.Arguments.Has("Size") ? c.Pair("Size") : null,
            c.Arguments.Has("ScaleFactor") ? [c.Arguments.Double("ScaleFactor"), c.Arguments.Double("ScaleFactor")] : null,
            c.Arguments.Text("Mode") switch { "bilinear" => InterpolationMode.Bilinear, "bicubic" => InterpolationMode.Bicubic, _ => InterpolationMode.Nearest },
            c.Arguments.Text("Mode") == "nearest" ? null : c.Arguments.Bool("AlignCorners")),
        ["ZeroPad2d"] = c => Pad(Pad(c.X, 3, c.Arguments.Size("Padding").W, c.Arguments.Int("Left"), c.Arguments.Int("Right")), 2, c.Arguments.Size("Padding").H, c.Arguments.Int("Top"), c.Arguments.Int("Bottom")),
        ["ZeroPadChannels"] = c => cat([zeros([c.X.shape[0], c.Arguments.Int("Before"), c.X.shape[2], c.X.shape[3]]), c.X, zeros([c.X.shape[0], c.Arguments.Int("After"), c.X.shape[2], c.X.shape[3]])], 1),
    };

    private static Tensor Chance(Call c) => c.Training && c.Arguments.Double("P") > 0 ? throw new NotSupportedException("by chance") : c.X * 1;

    private static Tensor Pad(Tensor x, int axis, int both, int before, int after)
    {
        long[] Shape(int length) => [.. x.shape.Select((d, i) => i == axis ? length : d)];
        return cat([zeros(Shape(both + before)), x, zeros(Shape(both + after))], axis);
    }

    private static Tensor Shuffle(Tensor x, long groups) =>
        x.dim() < 3 ? throw new NotSupportedException("maps") : x.reshape(x.shape[0], groups, x.shape[1] / groups, x.shape[2], x.shape[3]).transpose(1, 2).reshape(x.shape);

    private static long[] Stride(Call c) => c.Arguments.Has("Stride") ? c.Pair("Stride") : c.Pair("Kernel");

    /// <summary>Padding by hand, then a convolution without padding, as PyTorch's Conv2d does for every mode but zeros.</summary>
    private static Tensor Convolve(Call c)
    {
        var (kernel, dilation, padding) = (c.Arguments.Size("Kernel"), c.Arguments.Size("Dilation"), c.Arguments.Size("Padding"));
        if (padding.IsSame && c.Arguments.Size("Stride") != new Size(1, 1)) throw new NotSupportedException("padding='same' is not supported for strided convolutions");
        var (h, w) = (dilation.H * (kernel.H - 1), dilation.W * (kernel.W - 1));
        long[] edges = padding.IsSame ? [w / 2, w - (w / 2), h / 2, h - (h / 2)] : [padding.W, padding.W, padding.H, padding.H];
        var mode = c.Arguments.Text("PaddingMode") switch
        {
            "reflect" => PaddingModes.Reflect,
            "replicate" => PaddingModes.Replicate,
            "circular" => PaddingModes.Circular,
            _ => PaddingModes.Constant,
        };
        var padded = edges.All(e => e == 0) ? c.X : F.pad(c.X, edges, mode);
        return F.conv2d(padded, c.State("weight")!, c.State("bias"), c.Pair("Stride"), [0, 0], c.Pair("Dilation"), c.Arguments.Int("Groups"));
    }
}
