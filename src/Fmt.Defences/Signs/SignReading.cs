using System.Collections.Immutable;
using Fmt.Engine;

namespace Fmt.Signs;

/// <summary>What a sign says of one network.</summary>
/// <param name="Sign">The sign's name.</param>
/// <param name="Statistic">Its number, the larger the more suspect; null where the sign says nothing of this network.</param>
/// <param name="Threshold">From where it counts.</param>
/// <param name="Passes">Images run forward and backward.</param>
/// <param name="Seconds">Wall time.</param>
public sealed record SignReading(string Sign, double? Statistic, double Threshold, PassCount Passes, double Seconds)
{
    /// <summary>Whether the number is at or above the threshold. False is "no sign found", never "clean".</summary>
    public bool Found => Statistic >= Threshold;

    /// <summary>The class that it points to; null where it points to none.</summary>
    public int? Class { get; init; }

    /// <summary>The number class by class; empty where there is one for all.</summary>
    public ImmutableArray<double> Classes { get; init; } = [];

    /// <summary>Why the sign says nothing of this network or of these images; null where it does.</summary>
    public string? Invalid { get; init; }

    /// <summary>Other numbers of the same test, by name, for whoever compares.</summary>
    public ImmutableSortedDictionary<string, double> Beside { get; init; } = ImmutableSortedDictionary<string, double>.Empty;
}
