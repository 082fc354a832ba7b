using System;
using System.Collections.Immutable;
using Fmt.Options;
using Fmt.Signs;

namespace Fmt.Defences;

/// <summary>What perturbation unlearning did, as settings and notes of a report.</summary>
internal static class UnlearningNotes
{
    public static ImmutableArray<Setting> Settings(PerturbationUnlearning options, UnlearningFindings findings)
    {
        var plan = BranchPlan.Of(findings.Branch ?? UnlearningBranch.BatchStatistics);
        return
        [
            .. options.List(
                (nameof(options.Branch), findings.Branch?.ToString() ?? "none: left alone"),
                (nameof(options.Flip), findings.Flip),
                (nameof(options.Precision), findings.Precision),
                (nameof(options.UnlearningEpochs), options.UnlearningEpochs ?? plan.UnlearningEpochs),
                (nameof(options.HardShare), options.HardShare ?? plan.HardShare)),
            new("Perturbations", Perturbations(options, findings), Origin.Measured),
            new("Held", Held(options, findings), Origin.Decided),
        ];
    }

    private static string Perturbations(PerturbationUnlearning options, UnlearningFindings findings) => (findings.Classes, findings.Branch) switch
    {
        (null, _) => $"additive L2 {string.Join(", ", options.Radii)}; sparse {string.Join(", ", options.Pixels)} pixels",
        ({ } classes, UnlearningBranch.FoundTriggers) => $"{ClassSign.Pixels} pixels towards class {classes.Leading}, kept as they were found",
        _ => "none",
    };

    private static string Held(PerturbationUnlearning options, UnlearningFindings findings) => findings switch
    {
        { Held: { } target } => FormattableString.Invariant($"{ClassSign.Pixels} pixels and an additive perturbation, L2 {ClassSearch.Radius}, towards class {target}, kept as they were found"),
        { Branch: UnlearningBranch.BatchStatistics or UnlearningBranch.FrozenStatistics } when options.Hold => "none: the perturbations do not agree on a class",
        _ => "none",
    };

    /// <summary>What a reader must know to judge the figures.</summary>
    public static ImmutableArray<string> Of(UnlearningFindings findings)
    {
        var notes = ImmutableArray.CreateBuilder<string>();
        if (findings.Sign is { } sign)
        {
            if (sign.EarlyMedian > BackdoorSign.ValidEarlyMedian)
                notes.Add(FormattableString.Invariant($"The clean images differ from what the early batch norms remember (median {sign.EarlyMedian:0.0000} nats, below {BackdoorSign.ValidEarlyMedian} where they are alike): the sign may be, or contain, another augmentation, class balance or domain, not a backdoor."));
            if (findings.Use is { Found: false } use)
                notes.Add(FormattableString.Invariant($"Batch norm's memory differs from what clean images show, but nothing was found that uses the difference: the perturbation along it that leads most images to one class leads {use.LargestShare:0} % there, moving the maps {use.Strength:0.0} times its length (a use has {use.ShareThreshold:0} % and {use.StrengthThreshold:0.#} at least). ") + (findings.Changed ? "It was trained all the same, because that was forced." : "The network was left alone. That is no proof that it is clean."));
            else if (!findings.Changed)
                notes.Add("No sign of a backdoor was found in batch norm's memory, and the network was left alone. That is no proof that it is clean: whoever re-estimated the statistics on clean images has erased the sign.");
            else if (!sign.Found)
                notes.Add("No sign of a backdoor was found; it was trained all the same, because that was forced.");
        }
        else if (!findings.Changed)
        {
            notes.Add("There is no batch norm to read, and no class stands out that a few pixels reach from all others: no sign of a patch trigger was found, and the network was left alone. That is no proof that it is clean: the search sees patches that lead every class to one, and no others.");
        }
        else
        {
            notes.Add($"There is no batch norm to read. The network was {(findings.Branch == UnlearningBranch.FineTuning ? "fine-tuned, no more" : "trained on the pixels that lead images of all other classes to one")}.");
        }

        return notes.ToImmutable();
    }
}
