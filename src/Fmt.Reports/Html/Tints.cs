using System.Collections.Immutable;
using ScottPlot;

namespace Fmt.Reports.Html;

/// <summary>
/// The charts' colours. A chart is drawn in the colours of the light scheme, and each is then replaced by the page's variable of that name,
/// so that one drawing serves both schemes.
/// </summary>
/// <remarks>No value may have a shorter form or a name (<c>#AABBCC</c>, <c>white</c>), which the SVG writer would use instead.</remarks>
internal static class Tints
{
    public const string Before = "#77808C";
    public const string PrunedOnly = "#8DB3DB";
    public const string After = "#2462A6";
    public const string Control = "#BE8A1E";
    public const string Innocent = "#4E8F66";
    public const string Rule = "#D7DCE2";
    public const string Axis = "#8A939F";

    /// <summary>Colour to name of the page's variable.</summary>
    public static ImmutableDictionary<string, string> Variables { get; } = ImmutableDictionary.CreateRange<string, string>(
    [
        new(Before, "--before"), new(PrunedOnly, "--pruned-only"), new(After, "--after"),
        new(Control, "--control"), new(Innocent, "--innocent"), new(Rule, "--rule"), new(Axis, "--axis"),
    ]);

    public static Color Of(string tint) => Color.FromHex(tint);
}
