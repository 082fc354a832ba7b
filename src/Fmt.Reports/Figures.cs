using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;

namespace Fmt.Reports;

/// <summary>How figures are written in every report: invariant culture, fixed decimals.</summary>
internal static class Figures
{
    /// <summary>A rate with two decimals; <paramref name="none"/> where it was not measured.</summary>
    public static string Hundredths(double? percent, string none) =>
        percent is { } value && double.IsFinite(value) ? value.ToString("0.00", CultureInfo.InvariantCulture) : none;

    /// <summary>One decimal.</summary>
    public static string Tenths(double value) =>
        value.ToString("0.0", CultureInfo.InvariantCulture);

    /// <summary>A share with one decimal; <paramref name="none"/> where it is not a number.</summary>
    public static string Tenths(double? percent, string none) => percent is { } value && double.IsFinite(value) ? Tenths(value) : none;

    /// <summary>At most one decimal, for medians of counts.</summary>
    public static string Count(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);

    /// <summary>A value of unknown size with four significant digits, for losses and learning rates.</summary>
    public static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>Wall time, for instance <c>12.3 s</c>, <c>4 min 05 s</c> or <c>2 h 07 min</c>.</summary>
    public static string Time(double seconds)
    {
        if (!double.IsFinite(seconds)) return "not measured";
        if (seconds < 99.95) return Tenths(seconds) + " s";
        var whole = (long)Math.Round(seconds);
        return whole < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{whole / 60} min {whole % 60:00} s")
            : string.Create(CultureInfo.InvariantCulture, $"{whole / 3600} h {whole % 3600 / 60:00} min");
    }

    /// <summary>Ascending channels with runs drawn together: <c>1, 4–7, 12</c>.</summary>
    /// <param name="channels">The channels, ascending.</param>
    /// <param name="dash">The sign between the ends of a run.</param>
    public static string Ranges(ImmutableArray<int> channels, string dash = "–")
    {
        var runs = new List<string>();
        for (var start = 0; start < channels.Length;)
        {
            var end = start;
            while (end + 1 < channels.Length && channels[end + 1] == channels[end] + 1) end++;
            var first = channels[start].ToString(CultureInfo.InvariantCulture);
            var last = channels[end].ToString(CultureInfo.InvariantCulture);
            runs.Add(end == start ? first : end == start + 1 ? $"{first}, {last}" : first + dash + last);
            start = end + 1;
        }
        return string.Join(", ", runs);
    }
}
