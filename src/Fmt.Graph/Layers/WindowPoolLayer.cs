using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>Pooling by a window that slides over the map.</summary>
/// <param name="function">TorchSharp's function.</param>
/// <param name="what">How the summary calls it.</param>
internal abstract class WindowPoolLayer(string function, string what) : LayerKind
{
    public override bool KeepsChannels => true;

    /// <summary>The arguments that both windows have.</summary>
    protected static Parameter[] Window { get; } = [Parameter.Size("Kernel"), Parameter.Size("Stride", optional: true), Parameter.Size("Padding", 0, min: 0)];

    /// <summary>The distance between a window's elements.</summary>
    protected virtual Size Dilation(LayerArguments a) => new(1, 1);

    /// <summary>The arguments behind kernel, stride and padding, as C#.</summary>
    protected abstract string Rest(LayerArguments a);

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs) =>
        NeedsMap(inputs[0])
        ?? PaddingFits(a)
        ?? Windows.Slide(inputs[0], inputs[0].Shape.Channels, a.Size("Kernel"), Stride(a), a.Size("Padding"), Dilation(a), a.Bool("CeilMode"), "Kernel");

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.{function}({inputs[0]}, {CSharp.Of(a.Size("Kernel"))}, {CSharp.Of(Stride(a))}, {CSharp.Of(a.Size("Padding"))}, {Rest(a)})";

    public override string Describe(LayerArguments a) => $"{a.Size("Kernel").H}x{a.Size("Kernel").W} {what} pooling, stride {Stride(a)}";

    /// <summary>The stride; PyTorch's default is the window.</summary>
    private static Size Stride(LayerArguments a) => a.Has("Stride") ? a.Size("Stride") : a.Size("Kernel");

    /// <summary>libtorch refuses padding of more than half the window.</summary>
    private static Inference? PaddingFits(LayerArguments a)
    {
        var (kernel, padding) = (a.Size("Kernel"), a.Size("Padding"));
        return padding.H <= kernel.H / 2 && padding.W <= kernel.W / 2
            ? null
            : Inference.Wrong(ProblemKind.BadArgument, "Padding", $"Padding {padding}", $"is more than half the window of {kernel}");
    }
}
