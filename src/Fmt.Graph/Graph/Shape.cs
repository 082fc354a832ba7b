using System.Globalization;
using System.Linq;

namespace Fmt.Graph;

/// <summary>A shape without the batch: <c>CxHxW</c> for maps, <c>HxWxC</c> for maps whose channels are last, <c>F</c> for vectors.</summary>
/// <param name="Dims">The axes in memory, as PyTorch's <c>shape</c> has them after the batch.</param>
/// <param name="ChannelsLast">Maps in the order of <c>permute(0, 2, 3, 1)</c>: layers on the last axis work on the channels.</param>
internal sealed record Shape(EquatableArray<int> Dims, bool ChannelsLast = false)
{
    private const string LastMark = " (HWC)";

    public static Shape Map(int channels, int height, int width) => new(new[] { channels, height, width }.ToEquatable());

    public static Shape MapChannelsLast(int channels, int height, int width) => new(new[] { height, width, channels }.ToEquatable(), true);

    public static Shape Vector(int features) => new(new[] { features }.ToEquatable());

    /// <summary>Maps in PyTorch's usual order, which convolutions read.</summary>
    public bool IsMap => Dims.Count == 3 && !ChannelsLast;

    public bool IsVector => Dims.Count == 1;

    public int Channels => ChannelsLast ? Dims[2] : Dims[0];

    public int Height => ChannelsLast ? Dims[0] : Dims[1];

    public int Width => ChannelsLast ? Dims[1] : Dims[2];

    /// <summary>The same channels with so many rows and columns more; a vector as it is.</summary>
    public Shape Grown(int by) => IsVector ? this : ChannelsLast ? MapChannelsLast(Channels, Height + by, Width + by) : Map(Channels, Height + by, Width + by);

    /// <summary>The bound on one image's result: libtorch counts elements in 32 bits in places, and no machine could hold more anyway.</summary>
    public const long MostElements = int.MaxValue;

    public long Elements => Dims.Aggregate(1L, (a, b) => a * b);

    public override string ToString() => DimsText + (ChannelsLast ? LastMark : "");

    /// <summary>The axes alone.</summary>
    public string DimsText => string.Join("x", Dims.Select(d => d.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether a layer may have this result.</summary>
    public static bool IsPossible(long channels, long height, long width) =>
        channels <= MostElements && height <= MostElements && width <= MostElements && (double)channels * height * width <= MostElements;

    /// <summary>Reads <c>3x32x32</c>, <c>32x32x3 (HWC)</c> or <c>512</c>; null where the text is no shape or one that is too large.</summary>
    public static Shape? Parse(string text)
    {
        var last = text.EndsWith(LastMark, System.StringComparison.Ordinal);
        var parts = (last ? text.Substring(0, text.Length - LastMark.Length) : text).Split('x');
        var dims = new int[parts.Length];
        if (parts.Length is not (1 or 3) || (last && parts.Length == 1)) return null;
        for (var i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out dims[i]) || dims[i] < 1) return null;
        var (height, width) = parts.Length == 3 ? (dims[1], dims[2]) : (1, 1);
        return IsPossible(dims[0], height, width) ? new Shape(dims.ToEquatable(), last) : null;
    }
}
