using System;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>
/// BNP (Zheng et al., NeurIPS 2022): maps whose batch norm remembers something else than clean images show, as outliers of their layer, are pruned; then, where
/// asked for, <see cref="FineTune"/> with the masks held. Finds nothing in a network without batch norm or whose statistics were re-estimated on clean images.
/// </summary>
/// <param name="U">Standard deviations above the layer's mean. Paper: 3.</param>
/// <param name="Images">Clean images for the statistics. Paper: 500.</param>
public sealed record BnpDefence(double U = 3, int Images = 500) : IDefence
{
    /// <summary>Learning rate .01, 10 epochs: what was measured to go well with this mask on WRN-16-1.</summary>
    public static FineTune MeasuredFineTuning { get; } = new();

    /// <summary>Fine-tuning afterwards. The paper has none; default null.</summary>
    public FineTune? FineTuning { get; init; }

    /// <inheritdoc/>
    public string Name => FineTuning is null ? "BNP" : "BNP + FT";

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
    {
        network.eval();
        var table = new ShiftScore(Images).Score(network, clean, context);
        var selection = SelectionRule.Outliers(table, U);
        selection.Apply(network);
        var tuning = FineTuning is null ? DefenceTrace.Empty : FineTuning.Attempt(network, clean, context);
        return new DefenceTrace(
            tuning.Epochs,
            [
                new("U", FormattableString.Invariant($"{U:0.##}"), "paper: 3"),
                new("Images", FormattableString.Invariant($"{Images}"), "paper: 500"),
                .. tuning.Settings,
            ],
            [
                selection.ToString(),
                "Read: " + table.Read + ".",
                .. tuning.Notes,
                .. table.Places.IsEmpty ? ["The network has no batch norm that remembers its training: this test cannot see anything."] : Array.Empty<string>(),
            ]);
    }
}
