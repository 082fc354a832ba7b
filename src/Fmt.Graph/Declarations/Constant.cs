namespace Fmt.Graph;

/// <summary>A constant of an attribute.</summary>
internal sealed record Constant(ConstantKind Kind, double Number, string Text, EquatableArray<string> Items)
{
    public static readonly Constant None = new(ConstantKind.None, 0, "", default);

    public static readonly Constant Null = new(ConstantKind.Null, 0, "", default);

    public static Constant Of(int value) => new(ConstantKind.Int, value, "", default);

    public static Constant Of(double value) => new(ConstantKind.Double, value, "", default);

    public static Constant Of(bool value) => new(ConstantKind.Bool, value ? 1 : 0, "", default);

    public static Constant Of(string value) => new(ConstantKind.Text, 0, value, default);

    public static Constant Of(EquatableArray<string> value) => new(ConstantKind.Texts, 0, "", value);

    /// <param name="value">How messages call it.</param>
    public static Constant Unfit(string value) => new(ConstantKind.Unfit, 0, "", new[] { value }.ToEquatable());

    public bool IsGiven => Kind is not (ConstantKind.None or ConstantKind.Null);
}
