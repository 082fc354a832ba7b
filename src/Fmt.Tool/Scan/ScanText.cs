using System;
using System.Text;
using Fmt.Signs;

namespace Fmt.Tool.Scan;

/// <summary>A scan as sentences.</summary>
internal static class ScanText
{
    /// <summary>The sentences, each on a line.</summary>
    public static string Of(ScanOutcome outcome)
    {
        var rates = SignRates.LookedAtOnce;
        var text = new StringBuilder();
        text.AppendLine(FormattableString.Invariant($"{outcome.Model}: {outcome.Architecture}, {outcome.Bytes} bytes, SHA-256 {outcome.Sha256}"));
        foreach (var finding in outcome.Findings) text.AppendLine($"{finding.Rule.Id}: {finding.Message}");
        text.AppendLine(outcome.State switch
        {
            SignState.Found => FormattableString.Invariant($"A sign of a backdoor was found. Of {rates.Innocent} innocent networks that were looked at once, {rates.FalseAlarms} had one too."),
            SignState.NoneKnown => FormattableString.Invariant($"No known sign was found. Of {rates.Backdoored} backdoored networks that were looked at once, {rates.Missed} had none either: this is not \"clean\"."),
            _ => "Nothing can be said of this network with these images.",
        });
        if (outcome.State is not null) text.AppendLine(FormattableString.Invariant($"{outcome.Images} clean images, {outcome.Seconds:0.0} s"));
        return text.ToString();
    }
}
