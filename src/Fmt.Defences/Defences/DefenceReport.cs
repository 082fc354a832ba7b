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

/// <summary>The defence's controls. Each starts from the network as it came.</summary>
/// <param name="FinetuneOnly">The same fine-tuning, nothing pruned; for a method that does not prune, plain fine-tuning.</param>
/// <param name="Random">As many maps per layer pruned at random, then the same fine-tuning; null for a defence that does not prune.</param>
public sealed record ControlRates(Rates FinetuneOnly, Rates? Random);

/// <summary>Rates of a network that was trained without the trigger.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Rates">Its rates on the same test images.</param>
public sealed record InnocentRates(string Name, Rates Rates);

/// <summary>
/// The backdoor's feature maps (those that change most under the trigger: TAC, Zheng et al. 2022, arXiv 2208.03111) before and after a defence.
/// Measured with the trigger, so an oracle: no defence sees it.
/// </summary>
/// <param name="Share">Share of the maps of a place that count as the backdoor's.</param>
/// <param name="Maps">Number of these maps.</param>
/// <param name="Halved">How many of them respond with less than half of their former TAC.</param>
/// <param name="Fall">Median of TAC after / TAC before over them.</param>
/// <param name="Named">How many of them the defence had named or pruned; null where it names none.</param>
public sealed record MapResponse(double Share, int Maps, int Halved, double Fall, int? Named);

/// <summary>How the maps of one site fared in the test.</summary>
/// <param name="Layer">The site's name in the state_dict, for instance <c>layer1.0.conv1</c>.</param>
/// <param name="Height">Height of a map.</param>
/// <param name="Width">Width of a map.</param>
/// <param name="Images">Images each map was tested with.</param>
/// <param name="Mispredicted">Per channel, how many of the images made for this map the network misread; more is more suspect.</param>
/// <param name="Pruned">The pruned channels, ascending.</param>
public sealed record SiteScores(
    string Layer,
    int Height,
    int Width,
    int Images,
    ImmutableArray<int> Mispredicted,
    ImmutableArray<int> Pruned)
{
    /// <summary>Number of feature maps.</summary>
    public int Channels => Mispredicted.Length;

    /// <summary>All maps have one score, so that the selection among them is arbitrary (lowest channels first).</summary>
    public bool AllTied => Mispredicted.Length > 1 && Mispredicted.AsSpan().IndexOfAnyExcept(Mispredicted[0]) < 0;
}

/// <summary>A test image, clean and with the trigger, and what the network says before and after the defence.</summary>
/// <param name="Channels">1 or 3.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Clean">Bytes, channel by channel, row-major.</param>
/// <param name="Triggered">The same image with the trigger, as bytes; empty where no trigger is known.</param>
/// <param name="Label">Its true class, as a name.</param>
/// <param name="CleanBefore">Prediction on the clean image by the network as it came.</param>
/// <param name="CleanAfter">Prediction on the clean image after the defence.</param>
/// <param name="TriggeredBefore">Prediction on the triggered image by the network as it came; null where no trigger is known.</param>
/// <param name="TriggeredAfter">Prediction on the triggered image after the defence; null where no trigger is known.</param>
public sealed record ExampleImage(
    int Channels,
    int Height,
    int Width,
    ImmutableArray<byte> Clean,
    ImmutableArray<byte> Triggered,
    string Label,
    string CleanBefore,
    string CleanAfter,
    string? TriggeredBefore,
    string? TriggeredAfter);

/// <summary>Wall seconds.</summary>
/// <param name="Scoring">Testing every feature map.</param>
/// <param name="FineTuning">Fine-tuning the pruned network (without the controls); for another method, all of it.</param>
/// <param name="Controls">The controls.</param>
/// <param name="Measuring">All measurements of ACC, ASR and RA.</param>
public sealed record StageSeconds(double Scoring, double FineTuning, double Controls, double Measuring);
