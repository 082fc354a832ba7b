using System;
using System.Globalization;

namespace Fmt.Options;

/// <summary>
/// Marks a property of an <see cref="OptionSet"/> as an option: the initialiser is its default, and this says where the default comes from and which values it may have.
/// Numbers are finite in any case, enumerations named values, and null is left to whoever reads the option.
/// </summary>
/// <param name="origin">Where the default comes from, in a few words for reports.</param>
[AttributeUsage(AttributeTargets.Property)]
public class OptionAttribute(string origin) : Attribute
{
    /// <summary>Where the default comes from.</summary>
    public string Origin => origin;

    /// <summary>Smallest value, itself allowed unless <see cref="AboveMin"/>. Default: none.</summary>
    public double Min { get; set; } = double.NegativeInfinity;

    /// <summary>Largest value, itself allowed unless <see cref="BelowMax"/>. Default: none.</summary>
    public double Max { get; set; } = double.PositiveInfinity;

    /// <summary><see cref="Min"/> itself is out of range.</summary>
    public bool AboveMin { get; set; }

    /// <summary><see cref="Max"/> itself is out of range.</summary>
    public bool BelowMax { get; set; }

    /// <summary>Why, or what the bounds mean, for the error; may be empty.</summary>
    public string Why { get; set; } = "";

    internal bool Allows(double value) =>
        double.IsFinite(value) && (AboveMin ? value > Min : value >= Min) && (BelowMax ? value < Max : value <= Max);

    /// <summary>The range in words, for instance <c>at least 0</c>.</summary>
    internal string Wanted
    {
        get
        {
            static string Number(double value) => value.ToString(CultureInfo.InvariantCulture);
            var low = double.IsInfinity(Min) ? "" : (AboveMin ? "above " : "at least ") + Number(Min);
            var high = double.IsInfinity(Max) ? "" : (BelowMax ? "below " : "at most ") + Number(Max);
            var range = low.Length == 0 && high.Length == 0 ? "a finite number" : low.Length > 0 && high.Length > 0 ? $"{low} and {high}" : low + high;
            return Why.Length == 0 ? range : $"{range} ({Why})";
        }
    }
}
