using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>
/// RNP, reconstructive neuron pruning (Li et al., ICML 2023): channels whose mask stays low when the unlearned copy is brought back lose their batch norm's scale in
/// the original network; the shift is kept. The published threshold belongs to ResNet18; here it is the largest whose held-out accuracy keeps a bound.
/// </summary>
public sealed record RnpDefence : OptionSet, IDefence
{
    private static readonly ImmutableArray<double> Thresholds = [.. Enumerable.Range(0, 19).Select(i => i * 0.05)];

    /// <summary>How the copy unlearns.</summary>
    public Unlearning Unlearning { get; init; } = new();

    /// <summary>How the masks are recovered.</summary>
    public MaskRecovery Recovery { get; init; } = new();

    /// <inheritdoc/>
    public string Name => "RNP";

    /// <summary>Points of held-out accuracy that may be lost.</summary>
    [Option(Origin.Ours, Min = 0)]
    public double Bound { get; init; } = 2;

    /// <summary>Share of the clean images that only judges.</summary>
    [Option(Origin.Ours, Min = 0, AboveMin = true, Max = 1, BelowMax = true)]
    public double HeldOutShare { get; init; } = 0.2;

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        network.eval();
        var (fit, heldOut) = HeldOut.Split(clean, HeldOutShare, context.Seed);
        using var copy = UnlearnedCopy.Make(network, fit, context, Unlearning);
        var table = new RnpScore(copy, Recovery: Recovery).Score(network, fit, context);
        var before = HeldOut.Accuracy(network, heldOut, context);
        var best = (Threshold: (double?)null, Selection: new MapSelection("RNP, no threshold keeps the bound", false, []), Accuracy: before);
        using var trial = network.Copy();
        foreach (var threshold in Thresholds)
        {
            // m <= threshold, in terms of the score 1 - m; m is a float32.
            var selection = SelectionRule.AtLeast(table, 1 - threshold - 1e-6);
            trial.TakeFrom(network);
            selection.Apply(trial, MaskKind.KeepShift);
            var accuracy = HeldOut.Accuracy(trial, heldOut, context);
            if (before - accuracy <= Bound) best = (threshold, selection with { Rule = FormattableString.Invariant($"RNP, mask of at most {threshold:0.##}") }, accuracy);
        }

        best.Selection.Apply(network, MaskKind.KeepShift);
        var end = copy.Epochs[^1];
        return new DefenceTrace(
            [],
            [
                new("Threshold", best.Threshold is { } t ? FormattableString.Invariant($"{t:0.##}") : "none", FormattableString.Invariant($"largest with a held-out loss of at most {Bound:0.##} points")),
                new("Images", FormattableString.Invariant($"{copy.Images.Count}"), "paper: 500"),
                new("Learning rate", FormattableString.Invariant($"{copy.LearningRate:0.#####} unlearning, {Recovery.LearningRate:0.#####} recovering"), "paper: 0.01 and 0.2"),
                .. List(),
            ],
            [
                best.Selection.ToString(),
                FormattableString.Invariant($"Held-out accuracy {before:0.0} before pruning, {best.Accuracy:0.0} after it."),
                FormattableString.Invariant($"Unlearning ended in epoch {end.Epoch} at a training accuracy of {end.Accuracy:0.0}; the published stop is {Unlearning.StopAccuracy:0.#}."),
            ]);
    }
}
