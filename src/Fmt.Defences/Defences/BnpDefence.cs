using System;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>
/// BNP (Zheng et al., NeurIPS 2022): maps whose batch norm remembers something else than clean images show, as outliers of their layer, are pruned; then, where
/// asked for, <see cref="FineTune"/> with the masks held. Finds nothing in a network without batch norm or whose statistics were re-estimated on clean images.
/// </summary>
public sealed record BnpDefence : OptionSet, IDefence
{
    /// <summary>Learning rate .01, 10 epochs: what was measured to go well with this mask on WRN-16-1.</summary>
    public static FineTune MeasuredFineTuning { get; } = new();

    /// <summary>Fine-tuning afterwards. The paper has none; default null.</summary>
    public FineTune? FineTuning { get; init; }

    /// <inheritdoc/>
    public string Name => FineTuning is null ? "BNP" : "BNP + FT";

    /// <summary>Standard deviations above the layer's mean. Paper: 3.</summary>
    [Option(Origin.Paper)]
    public double U { get; init; } = 3;

    /// <summary>Clean images for the statistics. Paper: 500.</summary>
    [Option(Origin.Paper, Min = 1)]
    public int Images { get; init; } = 500;

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        network.eval();
        var table = new ShiftScore { Images = Images }.Score(network, clean, context);
        var selection = SelectionRule.Outliers(table, U);
        selection.Apply(network);
        var tuning = FineTuning is null ? DefenceTrace.Empty : FineTuning.Attempt(network, clean, context);
        return new DefenceTrace(
            tuning.Epochs,
            [
                .. List(),
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
