namespace Fmt.Graph;

/// <summary>A parameter of a layer kind, as its attribute has it.</summary>
/// <param name="Name">The attribute's property.</param>
/// <param name="Default">Its default; null where it must be given, or where the kind computes it (then <see cref="Optional"/>).</param>
/// <param name="Min">Smallest legal number.</param>
/// <param name="Max">Largest legal number.</param>
/// <param name="AllowSame">Whether <c>"same"</c> is legal.</param>
/// <param name="Optional">May be left out without a default.</param>
/// <param name="Choices">Legal texts; null for any.</param>
/// <param name="Hint">What else to say of a value of the wrong type.</param>
internal sealed record Parameter(
    string Name,
    ParameterKind Kind,
    object? Default = null,
    double Min = double.NegativeInfinity,
    double Max = double.PositiveInfinity,
    bool AllowSame = false,
    bool Optional = false,
    string[]? Choices = null,
    string? Hint = null)
{
    /// <summary>The bound on any size or width: beyond it no network that a machine could hold is meant.</summary>
    public const int Largest = 1 << 20;

    /// <summary>Whether a number is finite and within the bounds.</summary>
    public bool Allows(double value) => value >= Min && value <= Max && !double.IsInfinity(value);

    public static Parameter Int(string name, int? fallback = null, int min = 1) => new(name, ParameterKind.Int, fallback, min, Largest);

    public static Parameter Size(string name, int? fallback = null, int min = 1, bool allowSame = false, bool optional = false) =>
        new(name, ParameterKind.Size, fallback is { } f ? new Size(f, f) : null, min, Largest, allowSame, optional);

    public static Parameter Double(string name, double fallback, double min = double.NegativeInfinity, double max = double.PositiveInfinity) =>
        new(name, ParameterKind.Double, fallback, min, max);

    public static Parameter Bool(string name, bool fallback) => new(name, ParameterKind.Bool, fallback);

    public static Parameter Text(string name, string? fallback, params string[] choices) =>
        new(name, ParameterKind.Text, fallback, Optional: fallback is null, Choices: choices.Length == 0 ? null : choices);
}
