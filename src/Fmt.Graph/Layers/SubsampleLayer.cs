using System.Collections.Generic;

namespace Fmt.Graph;

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
