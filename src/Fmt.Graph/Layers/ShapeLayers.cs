using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.Flatten</c>.</summary>
internal sealed class FlattenLayer : LayerKind
{
    public override string Name => "Flatten";

    public override IReadOnlyList<Parameter> Parameters => [];

    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => Inference.Vector(inputs[0].Shape.Elements);

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.flatten(1)";

    public override string Describe(LayerArguments a) => "flatten";
}

/// <summary><c>x[:, :, ::s, ::s]</c>.</summary>
internal sealed class SubsampleLayer : LayerKind
{
    public override string Name => "Subsample";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Size("Stride")];

    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        if (NeedsMap(inputs[0]) is { } wrong) return wrong;
        var (shape, stride) = (inputs[0].Shape, a.Size("Stride"));
        return Shape.Map(shape.Channels, (shape.Height + stride.H - 1) / stride.H, (shape.Width + stride.W - 1) / stride.W);
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"global::Fmt.Modules.Operators.Subsample({inputs[0]}, {CSharp.Of(a.Size("Stride").H)}, {CSharp.Of(a.Size("Stride").W)})";

    public override string Describe(LayerArguments a) => $"every {a.Size("Stride")}-th row and column";
}

/// <summary>Zero channels before and after.</summary>
internal sealed class ZeroPadChannelsLayer : LayerKind
{
    public override string Name => "ZeroPadChannels";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("Before", 0, min: 0), Parameter.Int("After", 0, min: 0)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) =>
        NeedsMap(inputs[0]) ?? Inference.Map((long)a.Int("Before") + inputs[0].Shape.Channels + a.Int("After"), inputs[0].Shape.Height, inputs[0].Shape.Width);

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.pad({inputs[0]}, [0, 0, 0, 0, {CSharp.Of(a.Int("Before"))}, {CSharp.Of(a.Int("After"))}])";

    public override string Describe(LayerArguments a) => $"{CSharp.Of(a.Int("Before"))} zero channels before, {CSharp.Of(a.Int("After"))} after";
}

/// <summary><c>torch.nn.ZeroPad2d</c>.</summary>
internal sealed class ZeroPad2dLayer : LayerKind
{
    public override string Name => "ZeroPad2d";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } =
    [
        Parameter.Size("Padding", 0, min: 0),
        Parameter.Int("Left", 0, min: 0),
        Parameter.Int("Right", 0, min: 0),
        Parameter.Int("Top", 0, min: 0),
        Parameter.Int("Bottom", 0, min: 0),
    ];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        if (NeedsMap(inputs[0]) is { } wrong) return wrong;
        var (shape, padding) = (inputs[0].Shape, a.Size("Padding"));
        return Inference.Map(shape.Channels, shape.Height + 2L * padding.H + a.Int("Top") + a.Int("Bottom"), shape.Width + 2L * padding.W + a.Int("Left") + a.Int("Right"));
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module)
    {
        var padding = a.Size("Padding");
        return $"{CSharp.Functional}.pad({inputs[0]}, [{CSharp.Of(padding.W + a.Int("Left"))}, {CSharp.Of(padding.W + a.Int("Right"))}, {CSharp.Of(padding.H + a.Int("Top"))}, {CSharp.Of(padding.H + a.Int("Bottom"))}])";
    }

    public override string Describe(LayerArguments a) => "zero padding";
}

/// <summary><c>x.narrow(1, start, length)</c>: some of the channels.</summary>
internal sealed class SliceLayer : LayerKind
{
    public override string Name => "Slice";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("Start", min: 0), Parameter.Int("Length")];

    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var (shape, start, length) = (inputs[0].Shape, a.Int("Start"), a.Int("Length"));
        if (shape.ChannelsLast) return NeedsMap(inputs[0])!;
        if (start + length > shape.Channels)
            return Inference.Wrong(ProblemKind.BadArgument, "Length", $"Channels {CSharp.Of(start)} to {CSharp.Of(start + length - 1)}", $"are more than the {CSharp.Of(shape.Channels)} of '{inputs[0].Name}'");
        return shape.IsMap ? Shape.Map(length, shape.Height, shape.Width) : Shape.Vector(length);
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.narrow(1, {CSharp.Of(a.Int("Start"))}, {CSharp.Of(a.Int("Length"))})";

    public override string Describe(LayerArguments a) => $"channels {CSharp.Of(a.Int("Start"))} to {CSharp.Of(a.Int("Start") + a.Int("Length") - 1)}";
}

/// <summary><c>torch.nn.ChannelShuffle</c>.</summary>
internal sealed class ChannelShuffleLayer : LayerKind
{
    public override string Name => "ChannelShuffle";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("Groups")];

    // For one group libtorch returns a view of its input.
    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        if (NeedsMap(inputs[0]) is { } wrong) return wrong;
        var (shape, groups) = (inputs[0].Shape, a.Int("Groups"));
        return shape.Channels % groups == 0
            ? shape
            : Inference.Wrong(ProblemKind.BadArgument, "Groups", $"Groups = {CSharp.Of(groups)}", $"must divide the {CSharp.Of(shape.Channels)} channels of '{inputs[0].Name}'");
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.channel_shuffle({CSharp.Of(a.Int("Groups"))})";

    public override string Describe(LayerArguments a) => $"channel shuffle, {CSharp.Of(a.Int("Groups"))} groups";
}

/// <summary>torchvision's <c>Permute</c>: channels to the last axis (<c>NHWC</c>) or back (<c>NCHW</c>).</summary>
internal sealed class PermuteLayer : LayerKind
{
    public override string Name => "Permute";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Text("To", null, "NHWC", "NCHW") with { Optional = false }];

    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var (shape, last) = (inputs[0].Shape, a.Text("To") == "NHWC");
        if (shape.IsVector) return NeedsMap(inputs[0])!;
        if (shape.ChannelsLast == last)
            return Inference.Wrong(ProblemKind.BadArgument, "To", $"To = \"{a.Text("To")}\"", $"is the order that '{inputs[0].Name}' has already ({shape})");
        return last ? Shape.MapChannelsLast(shape.Channels, shape.Height, shape.Width) : Shape.Map(shape.Channels, shape.Height, shape.Width);
    }

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{inputs[0]}.permute({(a.Text("To") == "NHWC" ? "0, 2, 3, 1" : "0, 3, 1, 2")})";

    public override string Describe(LayerArguments a) => a.Text("To") == "NHWC" ? "channels to the last axis" : "channels to the first axis";
}
