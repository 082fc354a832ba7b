using System.Globalization;

namespace Fmt.Graph;

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
