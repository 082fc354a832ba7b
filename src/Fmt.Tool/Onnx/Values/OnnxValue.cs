using System.Collections.Immutable;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>What is known of a value of the file before the network runs.</summary>
internal abstract record OnnxValue
{
    /// <summary>A value that no image changes.</summary>
    /// <param name="Name">The parameter's name; what makes another one keeps it.</param>
    /// <param name="Tensor">A parameter's tensor; null where the evaluator made the value.</param>
    /// <param name="Numbers">What the evaluator made; null for a parameter.</param>
    internal sealed record Constant(string Name, OnnxTensor? Tensor, Numbers? Numbers) : OnnxValue;

    /// <summary>What a layer gives for an image.</summary>
    /// <param name="Layer">The layer; null for the image itself.</param>
    /// <param name="Shape">Its shape without the batch.</param>
    internal sealed record Signal(ImportedLayer? Layer, Shape Shape) : OnnxValue;

    /// <summary>What no layer gives. It is an error only where the logits depend on it: parts of an idiom do not count once its layer is there.</summary>
    /// <param name="Node">The node.</param>
    /// <param name="Reason">Why; null where only what it reads is at fault.</param>
    /// <param name="Inputs">What it reads.</param>
    internal sealed record Refused(OnnxNode Node, string? Reason, ImmutableArray<OnnxValue> Inputs) : OnnxValue;
}
