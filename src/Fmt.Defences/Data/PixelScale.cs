using System;

namespace Fmt.Data;

/// <summary>Bytes 0..255 to floats in [0,1].</summary>
internal static class PixelScale
{
    private static readonly float[] Unit = MakeUnit();

    /// <summary>byte / 255, divided in float32 as PyTorch's ToTensor does.</summary>
    public static float ToUnit(byte value) => Unit[value];

    /// <summary>Every byte / 255.</summary>
    public static void ToUnit(ReadOnlySpan<byte> from, Span<float> to)
    {
        ReadOnlySpan<float> unit = Unit;
        to = to[..from.Length];
        for (var i = 0; i < from.Length; i++) to[i] = unit[from[i]];
    }

    private static float[] MakeUnit()
    {
        var unit = new float[256];
        for (var i = 0; i < unit.Length; i++) unit[i] = i / 255f;
        return unit;
    }
}
