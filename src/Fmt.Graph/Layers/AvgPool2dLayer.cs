using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.AvgPool2d</c>.</summary>
internal sealed class AvgPool2dLayer() : WindowPoolLayer("avg_pool2d", "average")
{
    public override string Name => "AvgPool2d";

    public override IReadOnlyList<Parameter> Parameters { get; } = [.. Window, Parameter.Bool("CeilMode", false), Parameter.Bool("CountIncludePad", true)];

    protected override string Rest(LayerArguments a) => $"{CSharp.Of(a.Bool("CeilMode"))}, {CSharp.Of(a.Bool("CountIncludePad"))}";
}
