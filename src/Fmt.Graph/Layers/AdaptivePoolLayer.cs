using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>Pooling to a given size, whatever the map's is.</summary>
internal abstract class AdaptivePoolLayer : LayerKind
{
    public override bool KeepsChannels => true;

    /// <summary>The size of the result.</summary>
    protected virtual Size To(LayerArguments a) => a.Size("Size");

    /// <summary>TorchSharp's call, a size given as C#.</summary>
    protected abstract string Call(string input, Size size);

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Size("Size")];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) => NeedsMap(inputs[0]) ?? Inference.Map(inputs[0].Shape.Channels, To(a).H, To(a).W);

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => Call(inputs[0], To(a));

    /// <summary>The mean of every part.</summary>
    protected static string Average(string input, Size size) => $"{CSharp.Functional}.adaptive_avg_pool2d({input}, {CSharp.Of(size)})";

    /// <summary>The largest of every part. TorchSharp takes this size as a list.</summary>
    protected static string Max(string input, Size size) => $"{CSharp.Functional}.adaptive_max_pool2d({input}, new long[] {{ {CSharp.Of(size.H)}, {CSharp.Of(size.W)} }})";
}
