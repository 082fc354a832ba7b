using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>CLP (Zheng et al., ECCV 2022): maps whose channel Lipschitz constant stands out of their layer become zero. Needs no image.</summary>
public sealed record ClpDefence : OptionSet, IDefence
{
    /// <inheritdoc/>
    public string Name => "CLP";

    /// <summary>Standard deviations above the layer's mean. Paper: 3.</summary>
    [Option(Origin.Paper)]
    public double U { get; init; } = 3;

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        network.eval();
        var table = new ClpScore().Score(network, clean, context);
        var selection = SelectionRule.Outliers(table, U);
        selection.Apply(network);
        return new DefenceTrace([], List(), [selection.ToString(), "Read: " + table.Read + "."]);
    }
}
