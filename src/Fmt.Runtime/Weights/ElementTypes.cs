using System;
using System.Collections.Immutable;
using System.Linq;
using TorchSharp;

namespace Fmt.Weights;

/// <summary>The element types a checkpoint may hold, with what the formats call them.</summary>
internal static class ElementTypes
{
    private static readonly ImmutableArray<(torch.ScalarType Type, int Size, string Safetensors, string Storage)> _all =
    [
        (torch.ScalarType.Float32, 4, "F32", "FloatStorage"),
        (torch.ScalarType.Float64, 8, "F64", "DoubleStorage"),
        (torch.ScalarType.Float16, 2, "F16", "HalfStorage"),
        (torch.ScalarType.BFloat16, 2, "BF16", "BFloat16Storage"),
        (torch.ScalarType.Int64, 8, "I64", "LongStorage"),
        (torch.ScalarType.Int32, 4, "I32", "IntStorage"),
        (torch.ScalarType.Int16, 2, "I16", "ShortStorage"),
        (torch.ScalarType.Int8, 1, "I8", "CharStorage"),
        (torch.ScalarType.Byte, 1, "U8", "ByteStorage"),
        (torch.ScalarType.Bool, 1, "BOOL", "BoolStorage"),
    ];

    public static string SafetensorsNames { get; } = string.Join(", ", _all.Select(t => t.Safetensors));

    public static bool IsKnown(torch.ScalarType type) => _all.Any(t => t.Type == type);

    public static int Size(torch.ScalarType type) => _all.First(t => t.Type == type).Size;

    public static string SafetensorsName(torch.ScalarType type) => _all.First(t => t.Type == type).Safetensors;

    public static torch.ScalarType? FromSafetensors(string name) => _all.Where(t => t.Safetensors == name).Select(t => (torch.ScalarType?)t.Type).FirstOrDefault();

    public static torch.ScalarType? FromStorage(string name) => _all.Where(t => t.Storage == name).Select(t => (torch.ScalarType?)t.Type).FirstOrDefault();

    /// <summary>Elements of a shape; null where a size is negative or the product does not fit 63 bits.</summary>
    public static long? Count(ReadOnlySpan<long> shape)
    {
        long count = 1;
        bool empty = false, tooMany = false;
        foreach (var size in shape)
        {
            if (size < 0) return null;
            empty |= size == 0;
            if (size != 0 && count > long.MaxValue / size) tooMany = true;
            else count *= Math.Max(size, 1);
        }
        return empty ? 0 : tooMany ? null : count;
    }

    /// <summary>Bytes of a shape; null as in <see cref="Count"/>.</summary>
    public static long? Bytes(ReadOnlySpan<long> shape, torch.ScalarType type) =>
        Count(shape) is { } count && count <= long.MaxValue / Size(type) ? count * Size(type) : null;

    public static string Text(ImmutableArray<long> shape) => $"[{string.Join(", ", shape)}]";
}
