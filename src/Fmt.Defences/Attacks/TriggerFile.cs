using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Data;
using Fmt.Files;

namespace Fmt.Attacks;

/// <summary>Reads a mask or a pattern from a picture or a NumPy array as floats [C,H,W].</summary>
internal static class TriggerFile
{
    public static ImmutableArray<float> Read(string file, bool isMask, int channels, int height, int width)
    {
        var values = Path.GetExtension(file).ToLowerInvariant() is ".npy" or ".npz"
            ? FromArray(file, isMask, channels, height, width)
            : FromPicture(file, isMask, channels, height, width);
        return ImmutableCollectionsMarshal.AsImmutableArray(values);
    }

    private static float[] FromPicture(string file, bool isMask, int channels, int height, int width)
    {
        var pixels = Picture.Read(file, channels, size: (height, width)).Pixels;
        return Bytes([.. pixels.Select(b => (float)b)], isMask);
    }

    private static float[] FromArray(string file, bool isMask, int channels, int height, int width)
    {
        var array = NumpyFile.Read(file);
        var values = Arrange(array, channels, height, width) ?? throw new DataException(
            FormattableString.Invariant($"the array has shape ({string.Join(", ", array.Shape)}); ({height}, {width}), ({height}, {width}, {channels}) or ({channels}, {height}, {width}) was expected."), file);
        if (array.IsBytes) return Bytes(values, isMask);
        if (!values.All(v => float.IsFinite(v) && Math.Abs(v) <= 255))
            throw new DataException("the array has a value that is not a number or lies beyond 255.", file);
        var largest = values.Max(Math.Abs);
        return largest > 1 ? [.. values.Select(v => v / 255f)] : values;
    }

    /// <summary>0..255 to [0,1]. A mask of only 0 and 1 is meant as off and on: 1/255 would show nothing.</summary>
    private static float[] Bytes(float[] values, bool isMask) =>
        isMask && values.Max() <= 1 ? values : [.. values.Select(v => v / 255f)];

    /// <summary>Any of the known layouts as [C,H,W]; null where the shape is none of them.</summary>
    private static float[]? Arrange(NumpyFile array, int channels, int height, int width)
    {
        var s = array.Shape;
        var area = height * width;
        (var planes, var planeStep, var pixelStep) = s.Length switch
        {
            2 when s[0] == height && s[1] == width => (1, 0, 1),
            3 when (s[0] == channels || s[0] == 1) && s[1] == height && s[2] == width => (s[0], area, 1),
            3 when s[0] == height && s[1] == width && (s[2] == channels || s[2] == 1) => (s[2], 1, s[2]),
            _ => (0, 0, 0),
        };
        if (planes == 0) return null;
        var values = new float[channels * area];
        for (var c = 0; c < channels; c++)
            for (var i = 0; i < area; i++) values[c * area + i] = array.Values[(planes == 1 ? 0 : c) * planeStep + i * pixelStep];
        return values;
    }
}
