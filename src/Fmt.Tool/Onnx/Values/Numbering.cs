using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Elements of small tensors by their places.</summary>
internal static class Numbering
{
    /// <summary>Some of the places of one axis, in the given order.</summary>
    public static Numbers Take(Numbers x, int axis, int[] places)
    {
        var inner = x.Dims.Skip(axis + 1).Aggregate(1L, (a, b) => a * b);
        var size = x.Dims[axis];
        var outer = size * inner == 0 ? 0 : x.Values.Length / (size * inner);
        var values = new double[outer * places.Length * inner];
        for (var i = 0L; i < values.Length; i++)
            values[i] = x.Values[((i / inner / places.Length * size) + places[i / inner % places.Length]) * inner + (i % inner)];
        return x with { Dims = x.Dims.SetItem(axis, places.Length), Values = values };
    }

    /// <summary>The axes in another order.</summary>
    public static Numbers Permute(Numbers x, int[] order)
    {
        var strides = new long[order.Length];
        for (int i = order.Length - 1, step = 1; i >= 0; step *= (int)x.Dims[i--]) strides[i] = step;
        ImmutableArray<long> dims = [.. order.Select(o => x.Dims[o])];
        var values = new double[x.Values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            long from = 0, rest = i;
            for (var axis = order.Length - 1; axis >= 0; rest /= dims[axis--]) from += rest % dims[axis] * strides[order[axis]];
            values[i] = x.Values[from];
        }

        return x with { Dims = dims, Values = values };
    }
}
