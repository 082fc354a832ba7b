using System.Globalization;

namespace Fmt.Graph;

/// <summary>C# literals and TorchSharp expressions, independent of culture.</summary>
internal static class CSharp
{
    public const string Functional = "global::TorchSharp.torch.nn.functional";

    public static string Of(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Of(long value) => value.ToString(CultureInfo.InvariantCulture) + "L";

    public static string Of(bool value) => value ? "true" : "false";

    public static string Of(double value)
    {
        var text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.IndexOfAny(['.', 'E', 'e']) < 0 ? text + ".0" : text;
    }

    public static string Of(Size size) => $"({Of(size.H)}, {Of(size.W)})";

    /// <summary>A quoted, escaped string.</summary>
    public static string Quote(string text)
    {
        var b = new System.Text.StringBuilder("\"");
        foreach (var c in text)
            b.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\r' => "\\r",
                _ when c < ' ' || c > '~' => "\\u" + ((int)c).ToString("x4", CultureInfo.InvariantCulture),
                _ => c.ToString(),
            });
        return b.Append('"').ToString();
    }
}
