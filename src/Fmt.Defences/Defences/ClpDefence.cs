using System;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>CLP (Zheng et al., ECCV 2022): maps whose channel Lipschitz constant stands out of their layer become zero. Needs no image.</summary>
/// <param name="U">Standard deviations above the layer's mean. Paper: 3.</param>
public sealed record ClpDefence(double U = 3) : IDefence
{
    /// <inheritdoc/>
    public string Name => "CLP";

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
    {
        network.eval();
        var table = new ClpScore().Score(network, clean, context);
        var selection = SelectionRule.Outliers(table, U);
        selection.Apply(network);
        return new DefenceTrace([], [new("U", FormattableString.Invariant($"{U:0.##}"), "paper: 3")], [selection.ToString(), "Read: " + table.Read + "."]);
    }
}
