using System;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>
/// Fine-pruning (Liu et al. 2018): maps of the last convolution are pruned in ascending order of their clean activation until held-out accuracy drops by more
/// than a bound, then the network is fine-tuned with the masks held. The number is found by bisection, which supposes that accuracy falls as maps go.
/// </summary>
public sealed record FinePruningDefence : OptionSet, IDefence
{
    /// <summary>Fine-tuning afterwards; null for none. Default: BackdoorBench's rate and decay, fewer epochs.</summary>
    public FineTune? FineTuning { get; init; } = new();

    /// <inheritdoc/>
    public string Name => "Fine-pruning";

    /// <summary>Share of the accuracy that may be lost by pruning. The paper leaves it to the user; BackdoorBench: 10 %.</summary>
    [Option("BackdoorBench", Min = 0, Max = 1)]
    public double RelativeDrop { get; init; } = 0.1;

    /// <summary>Share of the clean images that only judges.</summary>
    [Option(Origin.Ours, Min = 0, AboveMin = true, Max = 1, BelowMax = true)]
    public double HeldOutShare { get; init; } = 0.2;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The network has no testable feature map.</exception>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
    {
        if (network.AllMaps.Count == 0) throw new InvalidOperationException($"{network.GetName()} has no testable feature map, so there is nothing to prune.");
        Check();
        network.eval();
        var (fit, heldOut) = HeldOut.Split(clean, HeldOutShare, context.Seed);
        var table = new FinePruningScore().Score(network, fit, context);
        var last = table with { Places = [table.At(network.AllMaps[^1].Site.Name)!] };
        var before = HeldOut.Accuracy(network, heldOut, context);
        var (selection, accuracy) = Largest(network, last, heldOut, before, context);
        selection.Apply(network);
        var tuning = FineTuning is null ? DefenceTrace.Empty : FineTuning.Attempt(network, clean, context);
        return new DefenceTrace(
            tuning.Epochs,
            [
                .. List(),
                new("Place", last.Places[0].Place, "paper: the last convolution"),
                .. tuning.Settings,
            ],
            [selection.ToString(), FormattableString.Invariant($"Held-out accuracy {before:0.0} before pruning, {accuracy:0.0} after it."), "Read: " + table.Read + ".", .. tuning.Notes]);
    }

    /// <summary>The largest number of maps that keeps the bound: it does, one more does not.</summary>
    private (MapSelection Selection, double Accuracy) Largest(NetworkModule network, ScoreTable last, ImageSet heldOut, double before, RunContext context)
    {
        using var trial = network.Copy();
        var best = (Selection: SelectionRule.Global(last, 0, GlobalScale.Raw), Accuracy: before);
        var (keeps, breaks) = (0, last.Maps);
        while (breaks - keeps > 1)
        {
            var count = (keeps + breaks) / 2;
            var selection = SelectionRule.Global(last, count, GlobalScale.Raw);
            trial.TakeFrom(network);
            selection.Apply(trial);
            var accuracy = HeldOut.Accuracy(trial, heldOut, context);
            if (accuracy >= before * (1 - RelativeDrop)) (keeps, best) = (count, (selection, accuracy));
            else breaks = count;
        }

        return best;
    }
}
