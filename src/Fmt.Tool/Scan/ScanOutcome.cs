using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Defences;
using Fmt.Signs;

namespace Fmt.Tool.Scan;

/// <summary>What a scan found.</summary>
/// <param name="Model">The file as it was named.</param>
/// <param name="Sha256">Of the file's bytes.</param>
/// <param name="Bytes">The file's length.</param>
/// <param name="Architecture">The network's class.</param>
/// <param name="Images">Clean images that were looked at.</param>
/// <param name="State">What all signs say together; null where the test could not be made.</param>
/// <param name="Findings">What was found, or why the test says nothing.</param>
/// <param name="Seconds">Wall time of the test.</param>
internal sealed record ScanOutcome(string Model, string Sha256, long Bytes, string Architecture, int Images, SignState? State, ImmutableArray<ScanFinding> Findings, double Seconds)
{
    /// <summary>The exit code.</summary>
    public int ExitCode => State switch { SignState.Found => ExitCodes.Sign, SignState.NoneKnown => ExitCodes.Nothing, _ => ExitCodes.NotValid };

    /// <summary>The findings of a look.</summary>
    public static IEnumerable<ScanFinding> Of(UnlearningFindings findings)
    {
        var leading = LeadingClass.Of(findings.Perturbations)?.Class;
        if (findings.Use is { Found: true } use)
            yield return new(ScanRule.Memory, FormattableString.Invariant($"Batch norm remembers other images than the clean ones ({findings.Sign!.Largest:0.###} nats at {findings.Sign.Place}, threshold {findings.Sign.Threshold:0.###}), and one small change leads {use.LargestShare:0} % of all images to one class{Class(leading)} (threshold {use.ShareThreshold:0})."),
                Figures(("divergence_nats", findings.Sign.Largest), ("divergence_threshold", findings.Sign.Threshold), ("led_percent", use.LargestShare), ("led_threshold", use.ShareThreshold), ("strength", use.Strength), ("class", leading ?? -1)));
        // Without batch norm both say the same of the same search.
        if (findings.Classes is { Found: true } classes && !findings.Readings.Any(r => r.Found && ScanRule.Of(r.Sign) == ScanRule.FewPixels))
            yield return new(ScanRule.FewPixels, FormattableString.Invariant($"{ClassSign.FewPixels} pixels, the same for all images, lead {classes.ReachedByFew:0} % of them to class {classes.Leading} (threshold {classes.LeastByFew:0})."),
                Figures(("led_percent", classes.ReachedByFew), ("led_threshold", classes.LeastByFew), ("class", classes.Leading)));
        foreach (var reading in findings.Readings.Where(r => r.Found))
            yield return new(ScanRule.Of(reading.Sign), FormattableString.Invariant($"One change of all images ({reading.Sign}) leads {reading.Statistic:0} % of them to one class{Class(reading.Class)} (threshold {reading.Threshold:0})."),
                Figures(("statistic", reading.Statistic!.Value), ("threshold", reading.Threshold), ("class", reading.Class ?? -1)));
        if (findings.State == SignState.NotValid)
            yield return new(ScanRule.NotValid, FormattableString.Invariant($"Batch norm remembers other images than these ({findings.Sign!.Largest:0.###} nats), and nothing was found that uses the difference: the test is not valid for these images or this network."),
                Figures(("divergence_nats", findings.Sign.Largest), ("divergence_threshold", findings.Sign.Threshold), ("early_median", findings.Sign.EarlyMedian ?? 0)));
    }

    /// <summary>A finding that says why there is no test.</summary>
    public static ScanFinding Impossible(string reason) => new(ScanRule.NotValid, "The test could not be made: " + reason, ImmutableSortedDictionary<string, double>.Empty);

    private static string Class(int? number) => number is { } n ? FormattableString.Invariant($", class {n}") : "";

    private static ImmutableSortedDictionary<string, double> Figures(params (string Name, double Value)[] figures) =>
        figures.Where(f => double.IsFinite(f.Value)).ToImmutableSortedDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
}
