using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>Which elements of a value a constant beside it belongs to: ONNX aligns axes from the last one.</summary>
internal static class Broadcast
{
    /// <summary>The axes of a constant.</summary>
    public static ImmutableArray<long> DimsOf(OnnxValue.Constant constant) => constant.Tensor?.Dims ?? constant.Numbers!.Dims;

    /// <summary>Whether a constant has one element for every channel.</summary>
    /// <param name="constant">The constant.</param>
    /// <param name="channels">How many channels there are.</param>
    /// <param name="behind">How many axes stand behind the channels.</param>
    public static bool IsPerChannel(OnnxValue.Constant constant, int channels, int behind)
    {
        var dims = DimsOf(constant);
        var at = dims.Length - 1 - behind;
        return at >= 0 && dims[at] == channels && dims.Where((d, i) => i != at).All(d => d == 1);
    }

    /// <summary>Whether a constant has one element for every place of these last axes.</summary>
    public static bool IsOver(OnnxValue.Constant constant, params long[] axes) => DimsOf(constant).SkipWhile(d => d == 1).SequenceEqual(axes.SkipWhile(d => d == 1));
}
