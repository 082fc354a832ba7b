using System;
using System.Collections.Immutable;
using Fmt.Defences;
using Fmt.Engine;

namespace Fmt.Reports;

/// <summary>A part of a defence's training whose epochs are numbered from 1.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Epochs">Its epochs.</param>
internal sealed record TrainingPhase(string Name, ImmutableArray<EpochRow> Epochs)
{
    /// <summary>The phases in order: a new one begins where the numbers do not go on.</summary>
    public static ImmutableArray<TrainingPhase> Of(DefenceReport report)
    {
        var (rows, phases) = (report.FineTuning, ImmutableArray.CreateBuilder<TrainingPhase>());
        for (var start = 0; start < rows.Length;)
        {
            var end = start + 1;
            while (end < rows.Length && rows[end].Epoch > rows[end - 1].Epoch) end++;
            phases.Add(new(Named(report.Unlearning?.Branch, phases.Count), rows[start..end]));
            start = end;
        }
        return phases.ToImmutable();
    }

    /// <summary>Rounds of unlearning have two phases each.</summary>
    private static string Named(UnlearningBranch? branch, int phase) =>
        branch is null or UnlearningBranch.FineTuning ? "fine-tuning"
        : (phase % 2 == 0 ? "unlearning" : "clean training") + (phase < 2 ? "" : FormattableString.Invariant($", round {phase / 2 + 1}"));
}
