using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary><c>torch.nn.MaxPool2d</c>.</summary>
internal sealed class MaxPool2dLayer() : WindowPoolLayer("max_pool2d", "max")
{
    public override string Name => "MaxPool2d";

    public override IReadOnlyList<Parameter> Parameters { get; } = [.. Window, Parameter.Size("Dilation", 1), Parameter.Bool("CeilMode", false)];

    protected override Size Dilation(LayerArguments a) => a.Size("Dilation");

    protected override string Rest(LayerArguments a) => $"{CSharp.Of(a.Size("Dilation"))}, {CSharp.Of(a.Bool("CeilMode"))}";
}
