using System.Globalization;
using System.Linq;

namespace Fmt.Graph;

/// <summary>A shape without the batch: <c>CxHxW</c> for maps, <c>F</c> for vectors.</summary>
internal sealed record Shape(EquatableArray<int> Dims)
{
    public static Shape Map(int channels, int height, int width) => new(new[] { channels, height, width }.ToEquatable());

    public static Shape Vector(int features) => new(new[] { features }.ToEquatable());

    public bool IsMap => Dims.Count == 3;

    public int Channels => Dims[0];

    public int Height => Dims[1];

    public int Width => Dims[2];

    /// <summary>The bound on one image's result: libtorch counts elements in 32 bits in places, and no machine could hold more anyway.</summary>
    public const long MostElements = int.MaxValue;

    public long Elements => Dims.Aggregate(1L, (a, b) => a * b);

    public override string ToString() => string.Join("x", Dims.Select(d => d.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Whether a layer may have this result.</summary>
    public static bool IsPossible(long channels, long height, long width) =>
        channels <= MostElements && height <= MostElements && width <= MostElements && (double)channels * height * width <= MostElements;

    /// <summary>Reads <c>3x32x32</c> or <c>512</c>; null where the text is no shape or one that is too large.</summary>
    public static Shape? Parse(string text)
    {
        var parts = text.Split('x');
        var dims = new int[parts.Length];
        if (parts.Length is not (1 or 3)) return null;
        for (var i = 0; i < parts.Length; i++)
            if (!int.TryParse(parts[i].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out dims[i]) || dims[i] < 1) return null;
        var (height, width) = parts.Length == 3 ? (dims[1], dims[2]) : (1, 1);
        return IsPossible(dims[0], height, width) ? new Shape(dims.ToEquatable()) : null;
    }
}

/// <summary>A pair of numbers for height and width.</summary>
internal readonly record struct Size(int H, int W)
{
    /// <summary>Padding that keeps the size: PyTorch's <c>"same"</c>.</summary>
    public static readonly Size Same = new(-1, -1);

    public bool IsSame => H < 0;

    public override string ToString() => H == W ? Text(H) : Text(H) + "x" + Text(W);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Reads <c>3x5</c>; null where the text is no pair of numbers (an expression, say).</summary>
    public static Size? Parse(string text)
    {
        var parts = text.Split('x');
        return parts.Length == 2
            && int.TryParse(parts[0].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var h)
            && int.TryParse(parts[1].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var w)
            ? new Size(h, w) : null;
    }
}
