using System;
using System.Collections.Immutable;
using System.Linq;
using System.Runtime.InteropServices;
using TorchSharp;

namespace Fmt.Tool.Onnx;

/// <summary>A small tensor to calculate with. NaN is what is not known: the number of images.</summary>
/// <param name="Dims">Its axes.</param>
/// <param name="Values">The elements, row-major.</param>
/// <param name="IsInteger">Whether it divides as whole numbers do.</param>
internal sealed record Numbers(ImmutableArray<long> Dims, double[] Values, bool IsInteger)
{
    /// <summary>More elements than any arithmetic of shapes has.</summary>
    public const int Most = 1 << 14;

    /// <summary>A list.</summary>
    public static Numbers List(params double[] values) => new([values.Length], values, true);

    /// <summary>The tensor's elements; null where they are not in the file or too many.</summary>
    public static Numbers? Of(OnnxTensor tensor)
    {
        if (tensor.Data is not { } data || tensor.Count > Most) return null;
        var bytes = data.Span;
        var values = tensor.Type switch
        {
            torch.ScalarType.Float32 => Convert<float>(bytes, v => NodeReader.Decimal(v)),
            torch.ScalarType.Float64 => Convert<double>(bytes, v => v),
            torch.ScalarType.Float16 => Convert<Half>(bytes, v => (double)v),
            torch.ScalarType.Int64 => Convert<long>(bytes, v => v),
            torch.ScalarType.Int32 => Convert<int>(bytes, v => v),
            torch.ScalarType.Int16 => Convert<short>(bytes, v => v),
            torch.ScalarType.Int8 => Convert<sbyte>(bytes, v => v),
            torch.ScalarType.Byte or torch.ScalarType.Bool => Convert<byte>(bytes, v => v),
            _ => null,
        };
        return values is null ? null : new Numbers(tensor.Dims, values, !tensor.IsFloating);
    }

    /// <summary>As a parameter: 32-bit floats.</summary>
    public OnnxTensor ToTensor() => new(torch.ScalarType.Float32, Dims, MemoryMarshal.AsBytes<float>(Array.ConvertAll(Values, v => (float)v)).ToArray());

    private static double[] Convert<T>(ReadOnlySpan<byte> bytes, Func<T, double> convert)
        where T : unmanaged => [.. MemoryMarshal.Cast<byte, T>(bytes).ToArray().Select(convert)];
}
