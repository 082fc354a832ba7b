using System.Collections.Generic;
using System.Linq;
using Fmt.Signs;

namespace Fmt.Tool.Signs;

/// <summary>A reading as it is kept in a store.</summary>
internal sealed record SignResult(double? Statistic, double Threshold, int? Class, double[] Classes, string? Invalid, SortedDictionary<string, double> Beside, long Forward, long Backward, double Seconds)
{
    public bool Found => Statistic >= Threshold;

    public static SignResult Of(SignReading reading) => new(
        Finite(reading.Statistic), reading.Threshold, reading.Class, [.. reading.Classes.Select(c => Finite(c) ?? 0)], reading.Invalid,
        new SortedDictionary<string, double>(reading.Beside.Where(b => double.IsFinite(b.Value)).ToDictionary(b => b.Key, b => b.Value)), reading.Passes.Forward, reading.Passes.Backward, reading.Seconds);

    /// <summary>JSON has no word for what is not a number.</summary>
    private static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}
