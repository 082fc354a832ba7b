using System.Collections.Immutable;

namespace Fmt.Tool.Onnx;

/// <summary>An attribute of a node; the parts that its kind does not have are empty.</summary>
internal sealed record OnnxAttribute(long Int, double Float, string Text, ImmutableArray<long> Ints, ImmutableArray<double> Floats, OnnxTensor? Tensor);
