using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Defences;
using Fmt.Signs;

namespace Fmt.Reports;

/// <summary>What a repair found and did, in sentences that every view shows. Nothing is claimed that was not measured: no sign is never called clean.</summary>
internal static class UnlearningWords
{
    /// <summary>What this test gave on networks whose state is known.</summary>
    public const string Scale = "Measured with the same test: 0.002 to 0.013 nats on seven innocent networks, 0.05 to 1.12 on eleven backdoored ones (static triggers, all-to-one); one with a warping trigger, half learnt, gave 0.007 and was missed. Clean images unlike the training images gave innocent networks up to 0.2.";

    public static string Sign(DefenceReport report)
    {
        if (report.Unlearning!.Sign is not { } sign) return Reached(report, report.Unlearning.Classes);
        var largest = $"{Nats(sign.Largest)} at {sign.Place}";
        if (report.Unlearning.Use is { Found: false } use)
            return $"Batch norm's memory differs from what clean images show (the largest divergence of a channel is {largest}, above the threshold of {Nats(sign.Threshold)}), but nothing was found that uses the difference: {Used(use)}. Adversarial training, another augmentation or other images can do that. It does not make the network clean.";
        return sign.Found
            ? $"A sign of a backdoor was found in batch norm's memory: the largest divergence of a channel is {largest}; the threshold is {Nats(sign.Threshold)}."
            : $"No sign of a backdoor was found: the largest divergence of a channel is {largest}, not above the threshold of {Nats(sign.Threshold)}. That does not make the network clean.";
    }

    /// <summary>The second opinion on a sign, whatever it was.</summary>
    private static string Used(DirectionUse use) =>
        $"of the perturbations along it, the strongest leads {Whole(use.LargestShare)} % of the images to one class and moves the maps {Figures.Tenths(use.Strength)} times its length, where a use reaches {Whole(use.ShareThreshold)} % and {Figures.Count(use.StrengthThreshold)} at least";

    /// <summary>The second opinion where it agrees; null where there is none or the sign's sentence has it.</summary>
    public static string? Use(UnlearningFindings findings) => findings.Use is { Found: true } use ? $"The network uses what its memory shows: {Used(use)}." : null;

    /// <summary>The sign of a network without batch norm: a class that few pixels reach.</summary>
    private static string Reached(DefenceReport report, ClassSign? classes)
    {
        if (classes is null) return "No sign was looked for: this network has no batch norm whose memory could be read.";
        var led = $"the same {ClassSign.Pixels} pixels on all images lead {Whole(classes.Reached[classes.Leading])} % of them to {Class(report, classes.Leading)} (the next class is reached by {Whole(classes.Next)} %), and {ClassSign.FewPixels} pixels {Whole(classes.ReachedByFew)} %; the thresholds are {Whole(ClassSign.Threshold)} % and {Whole(classes.LeastByFew)} %";
        return "There is no batch norm whose memory could be read, so every class was tried instead. "
            + (classes.Found ? $"One stands out, the sign of a patch trigger: {led}." : $"None stands out: {led}. That does not make the network clean: other triggers than patches, and attacks on several classes, are not seen this way.");
    }

    /// <summary>What was looked for beside batch norm's memory, one sentence each.</summary>
    public static IEnumerable<string> Readings(DefenceReport report) => report.Unlearning!.Readings.Select(reading =>
        $"{char.ToUpperInvariant(reading.Sign[0])}{reading.Sign[1..]}, the same for all images: {Figures.Tenths(reading.Statistic ?? 0)} % of other classes' images to {Class(report, reading.Class!.Value)}, where {Figures.Tenths(reading.Threshold)} % counts: {(reading.Found ? "a sign" : "no sign")}.");

    /// <summary>What the search for a class gave on networks whose state is known.</summary>
    public const string ReachedScale = "Measured with the same searches: 96 to 100 % and 40 to 100 % on three backdoored networks without batch norm (patches). Six innocent ones gave 10 to 91 % and 3 to 25 %; where the first was above 80 %, the second was 14 % or less.";

    /// <summary>Whether the clean images are like the training images; null where there are no earlier stages to tell.</summary>
    public static string? Validity(BackdoorSign? sign) => sign?.EarlyMedian is not { } median ? null
        : median > BackdoorSign.ValidEarlyMedian
            ? $"The test may not be valid: the median divergence of the stages before is {Nats(median)}, above the {Nats(BackdoorSign.ValidEarlyMedian)} of images that are like the training images."
            : $"The clean images look like the training images: the median divergence of the stages before is {Nats(median)} ({Nats(BackdoorSign.ValidEarlyMedian)} or less is expected).";

    /// <summary>Where the perturbations lead; null where there are none.</summary>
    public static string? Direction(DefenceReport report)
    {
        if (report.Unlearning is not { Perturbations: { IsEmpty: false } perturbations }) return null;
        if (LeadingClass.Of(perturbations) is not { } lead)
            return $"No class can be named: no perturbation with a weight leads {Whole(LeadingClass.LeadingShare)} % of the images to one class.";
        var weight = perturbations.Any(p => p.Cosine is not null) ? ", weighted by their cosine with the remembered direction" : "";
        var counted = $"{Whole(lead.Leading)} of {Whole(lead.Perturbations)} perturbations {(lead.Leading == 1 ? "leads" : "lead")} to {Class(report, lead.Class)}, {Whole(lead.Share)} % of the votes{weight}";
        return lead.Agreed
            ? counted + ". This is a hint at the attack's target, found without a trigger, and no proof of one."
            : $"The perturbations disagree, so no class can be named: {counted}, is the most.";
    }

    /// <summary>How far the last batch norm's maps are moved; null where there is no direction.</summary>
    public static string? Strength(UnlearningFindings findings) => findings.Strength is not { } strength ? null
        : $"They move the last batch norm's maps {Figures.Tenths(strength)} times as far as the remembered direction is long (median).";

    /// <summary>The training in words.</summary>
    public static string Branch(UnlearningFindings findings)
    {
        var cost = findings.ReestimationLoss is { } loss ? $"re-estimated statistics cost {Figures.Tenths(loss)} points of accuracy on the clean images" : "this branch was asked for";
        var steered = findings.Strength is not null;
        var unlearnt = $"Universal perturbations that were kept adversarial{(steered ? " and steered along the remembered direction" : "")} were unlearnt, with the original network's answers on clean images as half of the target";
        var held = findings.Held is { } target ? $" Two more that lead to class {Whole(target)}, a sparse one and an additive one, were unlearnt as they were found, in every second step, and kept among the images to the end." : "";
        var direction = steered || findings.Sign is null ? "" : " Without a sign there was no direction to steer by.";
        return findings.Branch switch
        {
            not null when !findings.Changed => "It was trained, lost too much accuracy, and was put back as it came.",
            null => "Nothing: the network was left alone.",
            UnlearningBranch.BatchStatistics => $"{unlearnt}. Batch norm normalised clean and perturbed images together ({cost}){(steered ? ", and the direction was injected behind the last one" : "")}.{held}{direction}",
            UnlearningBranch.FrozenStatistics => $"{unlearnt}. Batch norm kept the statistics it came with ({cost}).{held}{direction}",
            UnlearningBranch.FoundTriggers => "What leads images of all other classes to one was unlearnt as it was found, and kept among the images to the end; the target was the labels and the original network's answers on clean images.",
            _ => "The network was fine-tuned on the clean images, no more: without a sign there is nothing to steer a repair by. The control below is the same training.",
        };
    }

    /// <summary>What the work cost.</summary>
    public static string Cost(DefenceReport report)
    {
        var findings = report.Unlearning!;
        var epochs = string.Join(" and ", TrainingPhase.Of(report).Select(phase => $"{Whole(phase.Epochs.Length)} {(phase.Epochs.Length == 1 ? "epoch" : "epochs")} of {phase.Name}"));
        var flip = findings.Changed ? $" Images were {(findings.Flip ? "" : "not ")}mirrored at random." : "";
        return $"{(epochs.Length > 0 ? epochs + ", " : "")}{Whole(findings.Passes.Forward)} images forward and {Whole(findings.Passes.Backward)} backward, {Figures.Time(findings.Seconds)}.{flip}";
    }

    /// <summary>The report's notes without the one that the verdict says already.</summary>
    public static ImmutableArray<string> Notes(DefenceReport report) => [.. report.Notes.Where(note => note != report.Guard?.Sentence)];

    /// <summary>What the held-out images said of an outcome that was kept; null where none was judged, and where the verdict has it.</summary>
    public static string? Guard(AccuracyGuard? guard)
    {
        if (guard is null or { HandedBack: true }) return null;
        var kept = guard.Attempts[^1];
        return $"On {Whole(guard.Images)} clean images that no training saw, accuracy was {Figures.Tenths(guard.Before)} % before and is {Figures.Tenths(kept.Plain!.After)} % after (a loss of {Figures.Tenths(kept.Plain.Points)} points; {Figures.Tenths(kept.Changed!.Points)} on the same images {guard.Change}, where little of what it knew by heart helps it); more than {Figures.Tenths(kept.Plain.Bound)} and {Figures.Tenths(kept.Changed.Bound)} would have handed the network back"
            + (kept.FrozenStatistics ? ". A first attempt was dropped; this one kept batch norm's statistics." : ".");
    }

    /// <summary>How the backdoor's own maps fared; null where not measured.</summary>
    public static string? Response(MapResponse? response) => response is null ? null
        : $"Of the {Whole(response.Maps)} maps that respond most to the trigger (TAC, {Percent(response.Share)} % of a place), {Whole(response.Halved)} respond less than half as much as before; in the median {Percent(response.Fall)} % of the response is left."
          + (response.Named is { } named ? $" The defence had named {Whole(named)} of them." : "") + " This is measured with the trigger, which no defence sees.";

    /// <summary>What the reader can do, by what was found.</summary>
    public static ImmutableArray<string> Next(DefenceReport report)
    {
        var findings = report.Unlearning!;
        var steps = new List<string>();
        if (findings.Sign?.EarlyMedian > BackdoorSign.ValidEarlyMedian)
            steps.Add("Run again with clean images that are cropped, scaled and balanced as the training images were: the sign, or its absence, may come from that difference alone.");
        if (report.Guard is { HandedBack: true } guard) steps.AddRange(HandedBack(guard));
        else if (!findings.Changed) steps.AddRange(LeftAlone(report));
        else if (findings.Sign is null) steps.AddRange(NoBatchNorm(findings));
        if (findings.Changed) steps.AddRange(Changed(report, findings));
        return [.. steps];
    }

    private static IEnumerable<string> HandedBack(AccuracyGuard guard)
    {
        yield return "Do not use this network where a backdoor would matter: there was a sign, and no repair was found that it survives.";
        yield return $"Look at the clean images first: labels, crops and scaling must be those that the network was trained for. More of them also help; {Whole(guard.Images)} were held out to judge by.";
        yield return $"Where {Whole(guard.MaxLoss)} points are too strict a bound, run again with a larger GuardOptions.MaxAccuracyLoss.";
    }

    private static IEnumerable<string> LeftAlone(DefenceReport report)
    {
        const string force = "run again with PerturbationUnlearning.Force on";
        yield return report.Before.Asr >= Verdict.WorkingAsr
            ? $"The trigger that is known works, so the sign was missed: {force}, and judge that repair by its figures."
            : report.Unlearning!.Sign is null ? $"If you do not trust where the weights come from, {force}: the network is then fine-tuned, which on three published networks without batch norm left attack success rates of 38, 19 and 1 %."
            : $"If you do not trust where the weights come from, {force}: on an innocent network this cost 0.4 points of accuracy. Whoever re-estimated batch norm's statistics on clean images, or folded them away, has erased the sign.";
    }

    private static IEnumerable<string> NoBatchNorm(UnlearningFindings findings)
    {
        yield return findings.Branch == UnlearningBranch.FineTuning
            ? "Do not count on this: on three published networks without batch norm plain fine-tuning left attack success rates of 38, 19 and 1 %."
            : "On three published networks without batch norm this left attack success rates of 8, 0 and 0 %, where fine-tuning left 38, 20 and 1 %.";
        yield return "Where there is a choice, take weights of an architecture with batch norm and test those: there signs of other triggers than patches can be seen.";
    }

    private static IEnumerable<string> Changed(DefenceReport report, UnlearningFindings findings)
    {
        if (report.After.Asr >= Verdict.WorkingAsr)
            yield return "Do not use these weights where it matters: the trigger still works.";
        else if (report.ReActivated?.Asr >= Verdict.WorkingAsr)
            yield return "Do not train these weights on images that you have not collected yourself: five triggered ones among them brought the backdoor back.";
        yield return $"Measure the new weights on images of your own before you use them: clean accuracy was {Figures.Tenths(report.Before.Acc)} % and is {Figures.Tenths(report.After.Acc)} %.";
        if (report.After.Asr is null)
        {
            var led = LeadingClass.Of(findings.Perturbations) is { Agreed: true } lead ? $" takes for {Class(report, lead.Class)}" : " misreads";
            yield return $"Whether a backdoor is gone cannot be said without its trigger. Look at images that the network as it came{led} for no visible reason; if some share a pattern, run again with it as the trigger, and ASR, RA and the re-activation test are measured.";
        }
        else if (report.Innocent.IsEmpty)
        {
            yield return "Give networks for the same images that do not know this trigger (DefenceOptions.Innocent): RA is to be read against theirs, not against ACC.";
        }
    }

    /// <summary>A class by number and, where it has one, name.</summary>
    public static string Class(DefenceReport report, int index)
    {
        string name = index < report.ClassNames.Length ? report.ClassNames[index] : "", number = index.ToString(CultureInfo.InvariantCulture);
        return name.Length == 0 || name == number ? "class " + number : $"class {number} ({name})";
    }

    /// <summary>A divergence with the digits that matter.</summary>
    public static string Nats(double value) => value.ToString(value < 0.1 ? "0.####" : "0.00", CultureInfo.InvariantCulture) + " nats";

    private static string Whole(double value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => Whole(100 * share);
}
