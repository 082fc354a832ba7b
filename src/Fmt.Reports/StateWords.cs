using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Defences;
using Fmt.Signs;

namespace Fmt.Reports;

/// <summary>What the signs say together and how far that can be trusted; what moved their thresholds; how a repair knew that it was finished.</summary>
internal static class StateWords
{
    /// <summary>One of three answers, each with what it was worth on networks whose state was known.</summary>
    public static string State(UnlearningFindings findings)
    {
        var rates = SignRates.LookedAtOnce;
        return findings.State switch
        {
            SignState.Found => $"A sign. Of {rates.Innocent} innocent networks that were looked at once, {Count(rates.FalseAlarms)} had one too.",
            SignState.NoneKnown => $"No known sign. Of {rates.Backdoored} backdoored networks that were looked at once, {Count(rates.Missed)} had none either: this is not \"clean\".",
            _ => $"The test is not valid for these images or this network: batch norm remembers other images than these, and nothing was found that uses the difference. Of {rates.Innocent} innocent networks that were looked at once {Count(rates.InnocentNotValid)} got this answer, of {rates.Backdoored} backdoored ones {Count(rates.BackdooredNotValid)}.",
        };
    }

    /// <summary>A name for files that programs read.</summary>
    public static string Name(SignState state) => state switch { SignState.Found => "sign", SignState.NoneKnown => "no known sign", _ => "test not valid" };

    /// <summary>The thresholds that innocent networks have moved; null where none was.</summary>
    public static string? Raised(DefenceReport report) => report.Unlearning!.Raised is not { IsEmpty: false } raised ? null
        : "Innocent networks that were given have moved thresholds up, and the rates above were measured without: "
          + string.Join("; ", raised.Select(r => $"{r.Sign} from {Short(r.From)} to {Short(r.To)} ({Innocent(report, r) ?? "network " + Figures.Count(r.Network + 1)})")) + ".";

    /// <summary>The name of the innocent network that moved a threshold; null where innocent networks were not measured.</summary>
    public static string? Innocent(DefenceReport report, RaisedThreshold raised) => raised.Network < report.Innocent.Length ? report.Innocent[raised.Network].Name : null;

    /// <summary>What fresh perturbations still reached after every round; one sentence per round.</summary>
    public static IEnumerable<string> Checks(DefenceReport report)
    {
        var checks = report.Unlearning!.Checks;
        for (var round = 0; round < checks.Length; round++)
        {
            var check = checks[round];
            var next = check.Finished ? "nothing stands out any more" : round + 1 < checks.Length || !report.Unlearning.Changed ? "unlearning went on" : "it still stands out, and the rounds that were allowed are used up";
            yield return FormattableString.Invariant($"After round {round + 1} a fresh perturbation ({check.Kind}) led {check.Reached:0} % of the images to {UnlearningWords.Class(report, check.Class)} and {check.Others:0} % to other classes (the median): {next}.");
        }
    }

    private static string Count(int number) => number == 0 ? "none" : Figures.Count(number);

    private static string Short(double value) => value.ToString("G3", System.Globalization.CultureInfo.InvariantCulture);
}
