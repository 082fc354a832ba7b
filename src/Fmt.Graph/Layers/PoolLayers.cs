using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.MaxPool2d</c>.</summary>
internal sealed class MaxPool2dLayer : LayerKind
{
    public override string Name => "MaxPool2d";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Size("Kernel"),
        Parameter.Size("Stride", optional: true),
        Parameter.Size("Padding", 0, min: 0),
        Parameter.Size("Dilation", 1),
        Parameter.Bool("CeilMode", false),
    ];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) =>
        NeedsMap(inputs[0])
        ?? Pool.PaddingFits(a)
        ?? Windows.Slide(inputs[0], inputs[0].Shape.Channels, a.Size("Kernel"), Pool.Stride(a), a.Size("Padding"), a.Size("Dilation"), a.Bool("CeilMode"), "Kernel");

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.max_pool2d({inputs[0]}, {CSharp.Of(a.Size("Kernel"))}, {CSharp.Of(Pool.Stride(a))}, {CSharp.Of(a.Size("Padding"))}, {CSharp.Of(a.Size("Dilation"))}, {CSharp.Of(a.Bool("CeilMode"))})";

    public override string Describe(LayerArguments a) => $"{a.Size("Kernel").H}x{a.Size("Kernel").W} max pooling, stride {Pool.Stride(a)}";
}

/// <summary><c>torch.nn.AvgPool2d</c>.</summary>
internal sealed class AvgPool2dLayer : LayerKind
{
    public override string Name => "AvgPool2d";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Size("Kernel"),
        Parameter.Size("Stride", optional: true),
        Parameter.Size("Padding", 0, min: 0),
        Parameter.Bool("CeilMode", false),
        Parameter.Bool("CountIncludePad", true),
    ];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) =>
        NeedsMap(inputs[0])
        ?? Pool.PaddingFits(a)
        ?? Windows.Slide(inputs[0], inputs[0].Shape.Channels, a.Size("Kernel"), Pool.Stride(a), a.Size("Padding"), new Size(1, 1), a.Bool("CeilMode"), "Kernel");

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.avg_pool2d({inputs[0]}, {CSharp.Of(a.Size("Kernel"))}, {CSharp.Of(Pool.Stride(a))}, {CSharp.Of(a.Size("Padding"))}, {CSharp.Of(a.Bool("CeilMode"))}, {CSharp.Of(a.Bool("CountIncludePad"))})";

    public override string Describe(LayerArguments a) => $"{a.Size("Kernel").H}x{a.Size("Kernel").W} average pooling, stride {Pool.Stride(a)}";
}

/// <summary><c>torch.nn.AdaptiveAvgPool2d</c>.</summary>
internal sealed class AdaptiveAvgPool2dLayer : LayerKind
{
    public override string Name => "AdaptiveAvgPool2d";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Size("Size")];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) =>
        NeedsMap(inputs[0]) ?? Inference.Map(inputs[0].Shape.Channels, a.Size("Size").H, a.Size("Size").W);

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.adaptive_avg_pool2d({inputs[0]}, {CSharp.Of(a.Size("Size"))})";

    public override string Describe(LayerArguments a) => $"average pooling to {a.Size("Size").H}x{a.Size("Size").W}";
}

/// <summary><c>torch.nn.AdaptiveAvgPool2d(1)</c>.</summary>
internal sealed class GlobalAvgPool2dLayer : LayerKind
{
    public override string Name => "GlobalAvgPool2d";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters => [];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => NeedsMap(inputs[0]) ?? Shape.Map(inputs[0].Shape.Channels, 1, 1);

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{CSharp.Functional}.adaptive_avg_pool2d({inputs[0]}, (1, 1))";

    public override string Describe(LayerArguments a) => "global average pooling";
}

/// <summary>What the pooling kinds share.</summary>
internal static class Pool
{
    /// <summary>The stride; PyTorch's default is the window.</summary>
    public static Size Stride(LayerArguments a) => a.Has("Stride") ? a.Size("Stride") : a.Size("Kernel");

    /// <summary>libtorch refuses padding of more than half the window.</summary>
    public static Inference? PaddingFits(LayerArguments a)
    {
        var (kernel, padding) = (a.Size("Kernel"), a.Size("Padding"));
        return padding.H <= kernel.H / 2 && padding.W <= kernel.W / 2
            ? null
            : Inference.Wrong(ProblemKind.BadArgument, "Padding", $"Padding {padding}", $"is more than half the window of {kernel}");
    }
}
