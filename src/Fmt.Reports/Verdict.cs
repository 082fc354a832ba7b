using System;
using System.Linq;
using System.Text;
using Fmt.Defences;
using Fmt.Metrics;
using Fmt.Signs;

namespace Fmt.Reports;

/// <summary>
/// What one run's figures allow to be said, in one sentence or two. It claims nothing that was not measured and never calls a network repaired.
/// </summary>
/// <remarks>
/// The first rule that holds gives the finding:
/// <list type="number">
/// <item>Every attempt cost more accuracy on held-out clean images than may be lost, and the network is as it came: <see cref="VerdictFinding.HandedBack"/>.</item>
/// <item>No sign was found and the network was left alone: <see cref="VerdictFinding.SignMissed"/> where a trigger is known whose ASR is <see cref="WorkingAsr"/>
/// or more, else <see cref="VerdictFinding.LeftAlone"/>.</item>
/// <item>ASR unknown before or after: <see cref="VerdictFinding.NoTriggerKnown"/>.</item>
/// <item>ASR rose by <see cref="NoiseAsr"/> points or more: <see cref="VerdictFinding.Worse"/>.</item>
/// <item>ASR was below <see cref="WorkingAsr"/> before: <see cref="VerdictFinding.TriggerHardlyWorked"/>.</item>
/// <item>ASR fell by less than <see cref="NoiseAsr"/> points: <see cref="VerdictFinding.Unchanged"/>.</item>
/// <item>ASR is not at least <see cref="NoiseAsr"/> points below the best control's: <see cref="VerdictFinding.NotBetterThanControls"/>.
/// A control whose clean accuracy is <see cref="LostAcc"/> points or more below the defended network's is no match and is left out.</item>
/// <item>Clean accuracy fell by <see cref="LostAcc"/> points or more: <see cref="VerdictFinding.AccuracyLost"/>.</item>
/// <item>ASR is still <see cref="WorkingAsr"/> or more: <see cref="VerdictFinding.StillWorks"/>.</item>
/// <item>ASR is <see cref="WorkingAsr"/> or more again after the re-activation test: <see cref="VerdictFinding.Shallow"/>.</item>
/// <item>No control left to compare with: <see cref="VerdictFinding.NothingToCompare"/>.</item>
/// <item>Otherwise <see cref="VerdictFinding.BetterThanControls"/>.</item>
/// </list>
/// Wherever ASR fell, the sentence also says what the re-activation test gave, and how RA stands: against the innocent networks' where there are any (within
/// <see cref="NoiseRa"/> points of their lowest and highest counts as among them), else whether it is more than <see cref="LabelGap"/> points below ACC.
/// </remarks>
/// <param name="Finding">The finding.</param>
/// <param name="Sentence">The finding with its figures, in English.</param>
public sealed record Verdict(VerdictFinding Finding, string Sentence)
{
    /// <summary>Points of ASR; a smaller difference is within the noise of one run.</summary>
    public const double NoiseAsr = 2;

    /// <summary>Points of RA; a smaller difference is within the noise of one run.</summary>
    public const double NoiseRa = 2;

    /// <summary>Percent of ASR from which a trigger is said to work; below it, an innocent network of few classes may reach as much by chance.</summary>
    public const double WorkingAsr = 20;

    /// <summary>Points of clean accuracy; a network that lost as many misses the target because it errs.</summary>
    public const double LostAcc = 10;

    /// <summary>Points by which RA may stay below ACC before the sentence mentions it.</summary>
    public const double LabelGap = 20;

    /// <summary>Judges a report by its figures alone.</summary>
    /// <param name="report">The defence's outcome.</param>
    /// <returns>Finding and sentence.</returns>
    public static Verdict Of(DefenceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        if (report.Guard?.Sentence is { } handedBack) return new Verdict(VerdictFinding.HandedBack, handedBack + After(report));
        if (report.Unlearning is { Changed: false }) return LeftAlone(report);
        return Known(report.Before.Asr) is { } before && Known(report.After.Asr) is { } after
            ? Judge(report, before, after)
            : new Verdict(VerdictFinding.NoTriggerKnown,
                $"No trigger is known, so nothing can be said about the attack success rate; clean accuracy was {Say(report.Before.Acc)} before and is {Say(report.After.Acc)} after."
                + (report.Unlearning is { State: SignState.Found } ? " There was a sign of a backdoor before." : ""));
    }

    /// <summary>What a network that is as it came does with a known trigger.</summary>
    private static string After(DefenceReport report) => Known(report.Before.Asr) is { } asr ? $" The trigger that is known has an attack success rate of {Say(asr)}, as before." : "";

    private static Verdict LeftAlone(DefenceReport report)
    {
        var unused = report.Unlearning is { Use.Found: false };
        var missed = unused ? "batch norm's memory differs, but nothing was found that uses the difference" : "none was found";
        var found = unused ? "Batch norm's memory differs, but nothing was found that uses the difference: left alone." : "No sign found: left alone.";
        return Known(report.Before.Asr) switch
        {
            >= WorkingAsr and var asr => new(VerdictFinding.SignMissed,
                $"The sign was missed: {missed} and the network was left alone, but the trigger works, with an attack success rate of {Say(asr)}."),
            { } asr => new(VerdictFinding.LeftAlone,
                $"{found} The trigger that is known hardly works on this network (attack success rate {Say(asr)}); clean accuracy is {Say(report.Before.Acc)}."),
            null => new(VerdictFinding.LeftAlone,
                $"{found} No trigger is known, so nothing can be said about the attack success rate; clean accuracy is {Say(report.Before.Acc)}."),
        };
    }

    private static Verdict Judge(DefenceReport report, double before, double after)
    {
        var fall = before - after;
        if (fall <= -NoiseAsr)
            return new(VerdictFinding.Worse, $"The trigger works more often than before: the attack success rate rose from {Say(before)} to {Say(after)}.");
        if (before < WorkingAsr)
            return new(VerdictFinding.TriggerHardlyWorked,
                $"The trigger hardly worked to begin with (attack success rate {Say(before)} before, {Say(after)} after), so this run cannot show a removal.");
        if (fall < NoiseAsr)
            return new(VerdictFinding.Unchanged,
                $"The backdoor is still there: the attack success rate was {Say(before)} before and is {Say(after)} after, within noise of one run.");
        return Fallen(report, before, after);
    }

    private static Verdict Fallen(DefenceReport report, double before, double after)
    {
        var control = Control.Best(report);
        var sentence = new StringBuilder($"The attack success rate fell from {Say(before)} to {Say(after)}");
        var notBetter = control is not null && control.Asr - after < NoiseAsr;
        var lost = !(report.Before.Acc - report.After.Acc < LostAcc);
        var works = after >= WorkingAsr;
        var shallow = !works && Known(report.ReActivated?.Asr) >= WorkingAsr;

        if (notBetter)
            sentence.Append(after - control!.Asr < NoiseAsr
                ? $", but {control.Name} reached {Say(control.Asr)}, within noise of one run: the defence is not better than its controls"
                : $", but {control.Name} reached {Say(control.Asr)}: the defence is worse than its controls");
        else if (control is not null)
            sentence.Append($", lower than its best control ({control.Name}: {Say(control.Asr)}), measured in one run");
        else
            sentence.Append(report.Controls is null ? "; the controls were switched off" : "; no control kept its clean accuracy with a known attack success rate")
                .Append($", so it cannot be said whether the {(!report.Scores.IsEmpty ? "pruning" : "defence")} did it");
        if (lost) sentence.Append($"; clean accuracy fell from {Say(report.Before.Acc)} to {Say(report.After.Acc)}, and a network that errs misses the target too");
        if (works) sentence.Append("; the trigger still works, the backdoor is weaker but there");
        if (Known(report.ReActivated?.Asr) is { } again)
            sentence.Append(shallow
                ? $"; the repair is shallow: after the re-activation test the attack success rate is {Say(again)} again"
                : $"; after the re-activation test it is {Say(again)}");
        sentence.Append(TrueLabels(report));

        var finding = notBetter ? VerdictFinding.NotBetterThanControls
            : lost ? VerdictFinding.AccuracyLost
            : works ? VerdictFinding.StillWorks
            : shallow ? VerdictFinding.Shallow
            : control is null ? VerdictFinding.NothingToCompare
            : VerdictFinding.BetterThanControls;
        return new(finding, sentence.Append('.').ToString());
    }

    /// <summary>RA beside what can be reached: networks that do not know the trigger, where there are any, err on stamped images too.</summary>
    private static string TrueLabels(DefenceReport report)
    {
        if (Known(report.After.Ra) is not { } ra) return "";
        double[] innocent = [.. report.Innocent.Select(i => Known(i.Rates.Ra)).OfType<double>()];
        if (innocent.Length == 0)
            return report.After.Acc - ra > LabelGap ? $"; stamped images get their true label in only {Say(ra)}" : "";
        var (lowest, highest) = (innocent.Min(), innocent.Max());
        var theirs = innocent.Length == 1 ? Say(lowest) : $"{Figures.Tenths(lowest)} to {Say(highest)}";
        var stands = ra < lowest - NoiseRa ? "below what networks score that do not know the trigger"
            : ra > highest + NoiseRa ? "above what networks score that do not know the trigger"
            : "as in networks that do not know the trigger";
        return $"; stamped images get their true label in {Say(ra)}, {stands} ({theirs})";
    }

    private static double? Known(double? rate) => rate is { } value && double.IsFinite(value) ? value : null;

    private static string Say(double percent) => double.IsFinite(percent) ? Figures.Tenths(percent) + " %" : "unknown";

    private sealed record Control(string Name, double Asr)
    {
        /// <summary>The control with the lowest ASR among those that kept their accuracy; null where there is none.</summary>
        public static Control? Best(DefenceReport report)
        {
            if (report.Controls is not { } controls) return null;
            var finetuneOnly = From("fine-tuning alone", controls.FinetuneOnly, report.After);
            var random = controls.Random is { } pruned ? From("random pruning with fine-tuning", pruned, report.After) : null;
            return finetuneOnly is null || random?.Asr < finetuneOnly.Asr ? random : finetuneOnly;
        }

        private static Control? From(string name, Rates rates, Rates defended) =>
            Known(rates.Asr) is { } asr && defended.Acc - rates.Acc < LostAcc ? new Control(name, asr) : null;
    }
}
