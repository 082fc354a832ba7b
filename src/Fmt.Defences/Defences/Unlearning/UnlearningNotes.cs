using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Options;
using Fmt.Signs;

namespace Fmt.Defences;

/// <summary>What perturbation unlearning did, as settings and notes of a report.</summary>
internal static class UnlearningNotes
{
    public static ImmutableArray<Setting> Settings(PerturbationUnlearning options, UnlearningFindings findings)
    {
        var plan = findings.Plan ?? BranchPlan.Of(findings.Branch ?? UnlearningBranch.BatchStatistics);
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

    private static string Perturbations(PerturbationUnlearning options, UnlearningFindings findings) => findings switch
    {
        { Branch: UnlearningBranch.FoundTriggers } => string.Join("; ", findings.Perturbations.Select(p => FormattableString.Invariant($"{p.Kind} towards class {p.Class}"))) + ", kept as they were found",
        { Branch: UnlearningBranch.FineTuning } or { Classes: not null, Branch: null } => "none",
        _ => $"additive L2 {string.Join(", ", options.Radii)}; sparse {string.Join(", ", options.Pixels)} pixels",
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
            notes.Add((findings.Use is { Found: false } use
                ? FormattableString.Invariant($"Batch norm's memory differs from what clean images show, but nothing was found that uses the difference: the perturbation along it that leads most images to one class leads {use.LargestShare:0} % there, moving the maps {use.Strength:0.0} times its length (a use has {use.ShareThreshold:0} % and {use.StrengthThreshold:0.#} at least).")
                : sign.Found ? "" : "No sign of a backdoor was found in batch norm's memory.") + Done(findings));
        }
        else
        {
            notes.Add((findings.Branch is UnlearningBranch.FoundTriggers or null ? "There is no batch norm to read" : "There is no batch norm to read, and no class stands out")
                + (findings.Branch is null ? ", and no class stands out that a few pixels or a small warp reach from all others." : ".") + Done(findings));
        }

        notes.RemoveAll(string.IsNullOrEmpty);
        return notes.ToImmutable();
    }

    /// <summary>What followed from that, with a space before it; empty where the memory was followed.</summary>
    private static string Done(UnlearningFindings findings) => findings switch
    {
        { Branch: UnlearningBranch.FoundTriggers } => " What leads images of all other classes to one was sought instead, and unlearnt: " + string.Join("; ", findings.Perturbations.Select(p => FormattableString.Invariant($"{p.Kind}, {p.Before:0} % to class {p.Class}"))) + ".",
        { Branch: UnlearningBranch.FineTuning } => " The network was fine-tuned, no more.",
        { Changed: true } when findings.Sign is { Found: false } || findings.Use is { Found: false } => " It was trained all the same, because that was forced.",
        { Changed: true } => findings.Sign is not null ? "" : " It was trained as was asked for.",
        _ => " The network was left alone. That is no proof that it is clean" + (findings is { Sign: not null, Use: null } ? ": whoever re-estimated the statistics on clean images has erased the sign" : "") + ".",
    };
}
