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

/// <summary><c>torch.nn.Dropout</c>.</summary>
internal sealed class DropoutLayer : LayerKind
{
    public override string Name => "Dropout";

    public override bool KeepsChannels => true;

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Double("P", 0.5, 0, 1)];

    public override bool Aliases => true;

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => inputs[0].Shape;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"global::Fmt.Modules.Operators.Dropout({inputs[0]}, {CSharp.Of(a.Double("P"))}, training, Generator)";

    public override string Describe(LayerArguments a) => "dropout " + a.Double("P").ToString("R", System.Globalization.CultureInfo.InvariantCulture);
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
