using System;
using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Upsample</c>.</summary>
internal sealed class UpsampleLayer : LayerKind
{
    public override string Name => "Upsample";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Size("Size", optional: true),
        new("ScaleFactor", ParameterKind.Double, null, 1e-6, Parameter.Largest, Optional: true),
        Parameter.Text("Mode", "nearest", "nearest", "bilinear", "bicubic"),
        Parameter.Bool("AlignCorners", false),
    ];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        if (NeedsMap(inputs[0]) is { } wrong) return wrong;
        var shape = inputs[0].Shape;
        if (a.Has("Size") == a.Has("ScaleFactor"))
            return Inference.Wrong(ProblemKind.BadArgument, "", "The result's size", "needs Size or ScaleFactor, one of them");
        if (a.Bool("AlignCorners") && a.Text("Mode") == "nearest")
            return Inference.Wrong(ProblemKind.BadArgument, "AlignCorners", "AlignCorners = true", "means nothing for the mode \"nearest\"");
        if (a.Has("Size")) return Inference.Map(shape.Channels, a.Size("Size").H, a.Size("Size").W);
        var (height, width) = ((long)Math.Floor(shape.Height * a.Double("ScaleFactor")), (long)Math.Floor(shape.Width * a.Double("ScaleFactor")));
        return height >= 1 && width >= 1
            ? Inference.Map(shape.Channels, height, width)
            : Inference.Wrong(ProblemKind.BadArgument, "ScaleFactor", $"ScaleFactor = {CSharp.Of(a.Double("ScaleFactor"))}", $"leaves nothing of the {shape} of '{inputs[0].Name}'");
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module)
    {
        var size = a.Has("Size")
            ? $"size: new long[] {{ {CSharp.Of(a.Size("Size").H)}, {CSharp.Of(a.Size("Size").W)} }}"
            : $"scale_factor: new double[] {{ {CSharp.Of(a.Double("ScaleFactor"))}, {CSharp.Of(a.Double("ScaleFactor"))} }}";
        var mode = a.Text("Mode");
        // PyTorch refuses align_corners where it means nothing.
        var corners = mode == "nearest" ? "" : $", align_corners: {CSharp.Of(a.Bool("AlignCorners"))}";
        return $"{CSharp.Functional}.interpolate({inputs[0]}, {size}, mode: global::TorchSharp.torch.InterpolationMode.{char.ToUpperInvariant(mode[0])}{mode.Substring(1)}{corners})";
    }

    public override string Describe(LayerArguments a) => $"{a.Text("Mode")} upsampling";
}
