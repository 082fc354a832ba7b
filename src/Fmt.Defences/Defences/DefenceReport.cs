using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Options;

namespace Fmt.Defences;

/// <summary>The outcome of a defence: what was measured, scored, pruned and trained, and the controls that make the figures mean something.</summary>
/// <param name="Network">Name of the declared network.</param>
/// <param name="Method">Name of the defence, for instance <c>FMT (paper)</c>.</param>
/// <param name="Seed">The seed of every random choice.</param>
/// <param name="Device">Where it ran, for instance <c>cpu</c>.</param>
/// <param name="Before">Rates of the network as it came.</param>
/// <param name="PrunedOnly">Rates after pruning, before fine-tuning; null for a defence that does not prune.</param>
/// <param name="After">Rates after fine-tuning with the masks held.</param>
/// <param name="Controls">The same fine-tuning without pruning, and with as many maps pruned at random; null where switched off.</param>
/// <param name="Scores">Scores of every tested site, in execution order.</param>
/// <param name="FineTuning">One row per epoch of the defence's own training. Perturbation unlearning's phases are numbered from 1 each.</param>
/// <param name="Settings">Every option by name, with its value as text.</param>
/// <param name="Notes">What a reader must know to judge the figures: ties, skipped layers, no trigger known, and the like.</param>
/// <param name="Examples">A few test images, clean and triggered, with the predictions before and after; empty where no test set was given.</param>
/// <param name="Seconds">Wall time of the parts.</param>
public sealed record DefenceReport(
    string Network,
    string Method,
    int Seed,
    string Device,
    Rates Before,
    Rates? PrunedOnly,
    Rates After,
    ControlRates? Controls,
    ImmutableArray<SiteScores> Scores,
    ImmutableArray<EpochRow> FineTuning,
    ImmutableArray<Setting> Settings,
    ImmutableArray<string> Notes,
    ImmutableArray<ExampleImage> Examples,
    StageSeconds Seconds)
{
    /// <summary>A name per class, for views that name one; empty where not given.</summary>
    public ImmutableArray<string> ClassNames { get; init; } = [];

    /// <summary>What perturbation unlearning saw and did; null for other methods.</summary>
    public UnlearningFindings? Unlearning { get; init; }

    /// <summary>What clean images that no training saw said of the outcome; null where nothing was held out.</summary>
    public AccuracyGuard? Guard { get; init; }

    /// <summary>Whether the network is another one than came: false where no sign was found, and where every attempt cost too much accuracy.</summary>
    public bool Changed
    {
        get => field && Guard is not { HandedBack: true } && Unlearning is not { Changed: false };
        init;
    } = true;

    /// <summary>Rates of the defended network after the re-activation test (<see cref="ReActivation"/>); null where not measured. A backdoor that was only covered comes back here.</summary>
    public Rates? ReActivated { get; init; }

    /// <summary>What networks innocent of the trigger score on the same images: RA is to be read against theirs, not against ACC.</summary>
    public ImmutableArray<InnocentRates> Innocent { get; init; } = [];

    /// <summary>How far the response of the backdoor's feature maps to the trigger fell; null where no trigger is known.</summary>
    public MapResponse? Response { get; init; }

    /// <summary>What was run, whether it changed the network, the rates, and the notes: a summary to read, a line each. Views with all of it are in <c>Fmt.Reports</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(FormattableString.Invariant($"{Method} on {Network}, seed {Seed}, {Device}: {(Changed ? "changed" : "the network is as it came")}\n"));
        void Row(string name, Rates? rates)
        {
            if (rates is null) return;
            static string Say(double? rate) => rate is { } value ? value.ToString("0.0", CultureInfo.InvariantCulture) : "-";
            text.Append(CultureInfo.InvariantCulture, $"{name,-22}  ACC {Say(rates.Acc),5}  ASR {Say(rates.Asr),5}  RA {Say(rates.Ra),5}\n");
        }

        Row("before", Before);
        Row("pruned only", PrunedOnly);
        Row("after", After);
        Row("after re-activation", ReActivated);
        Row("fine-tuning only", Controls?.FinetuneOnly);
        Row("pruned at random", Controls?.Random);
        foreach (var innocent in Innocent) Row("innocent: " + innocent.Name, innocent.Rates);
        foreach (var note in Notes) text.Append("- ").Append(note).Append('\n');
        return text.ToString().TrimEnd('\n');
    }
}
