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
        ["Add"] = c => c.Inputs.Aggregate((a, b) => a + b),
        ["AvgPool2d"] = c => F.avg_pool2d(c.X, c.Pair("Kernel"), Stride(c), c.Pair("Padding"), c.Arguments.Bool("CeilMode"), c.Arguments.Bool("CountIncludePad")),
        ["BatchNorm2d"] = c => F.batch_norm(
            c.X, c.State("running_mean"), c.State("running_var"), c.State("weight"), c.State("bias"),
            c.Training || !c.Arguments.Bool("TrackRunningStats"), c.Arguments.Double("Momentum"), c.Arguments.Double("Eps")),
        ["Concat"] = c => cat(c.Inputs, 1),
        ["Conv2d"] = Convolve,
        ["Dropout"] = c => c.Training && c.Arguments.Double("P") > 0 ? throw new NotSupportedException("by chance") : c.X * 1,
        ["ELU"] = c => where(c.X > 0, c.X, c.Arguments.Double("Alpha") * (c.X.clamp(max: 0).exp() - 1)),
        ["Flatten"] = c => c.X.reshape(c.X.shape[0], -1),
        ["GlobalAvgPool2d"] = c => c.X.mean([2, 3], keepdim: true),
        ["Linear"] = c => F.linear(c.X, c.State("weight")!, c.State("bias")),
        ["MaxPool2d"] = c => F.max_pool2d(c.X, c.Pair("Kernel"), Stride(c), c.Pair("Padding"), c.Pair("Dilation"), c.Arguments.Bool("CeilMode")),
        ["Module"] = c => zeros([c.X.shape[0], .. c.Arguments.Shape("Output").Dims.Select(d => (long)d)]),
        ["Multiply"] = c => c.Inputs.Aggregate((a, b) => a * b),
        ["ReLU"] = c => c.X.clamp(min: 0),
        ["Subsample"] = c => c.X[.., .., TensorIndex.Slice(step: c.Arguments.Size("Stride").H), TensorIndex.Slice(step: c.Arguments.Size("Stride").W)],
        ["ZeroPadChannels"] = c => cat([zeros([c.X.shape[0], c.Arguments.Int("Before"), c.X.shape[2], c.X.shape[3]]), c.X, zeros([c.X.shape[0], c.Arguments.Int("After"), c.X.shape[2], c.X.shape[3]])], 1),
    };

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
