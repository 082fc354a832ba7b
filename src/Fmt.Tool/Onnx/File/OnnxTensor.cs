using System;
using System.Collections.Immutable;
using System.Linq;
using TorchSharp;

namespace Fmt.Tool.Onnx;

/// <summary>A tensor of an ONNX file.</summary>
/// <param name="Type">Its element type.</param>
/// <param name="Dims">Its axes; none for a scalar. Their product fits an int.</param>
/// <param name="Data">The elements, row-major and little-endian; null where the file knows the shape alone (a parameter that is an input).</param>
internal sealed record OnnxTensor(torch.ScalarType Type, ImmutableArray<long> Dims, ReadOnlyMemory<byte>? Data)
{
    /// <summary>The tensor of which this one is the transpose, both with two axes; null elsewhere. Transposed twice is not copied.</summary>
    public OnnxTensor? TransposeOf { get; init; }

    public int Count => (int)Dims.Aggregate(1L, (a, b) => a * b);

    public bool IsFloating => Type is torch.ScalarType.Float32 or torch.ScalarType.Float64 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16;

    /// <summary>The axes as text, <c>64x3x3x3</c>.</summary>
    public string Shape => Dims.IsEmpty ? "a scalar" : string.Join('x', Dims);

    /// <summary>The same elements under other axes of the same product.</summary>
    public OnnxTensor Reshaped(ImmutableArray<long> dims) => new(Type, dims, Data);
}
