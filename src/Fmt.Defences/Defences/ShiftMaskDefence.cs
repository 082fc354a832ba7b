using System;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>
/// The shift mask: the largest share of the last resolution stage's maps, those that batch norm's memory marks most, that held-out accuracy can bear.
/// Finds nothing in a network without batch norm.
/// </summary>
public sealed record ShiftMaskDefence : OptionSet, IDefence
{
    /// <inheritdoc/>
    public string Name => "shift mask";

    /// <summary>Points of held-out accuracy that the mask may cost.</summary>
    [Option("chosen on three published networks", Min = 0)]
    public double Bound { get; init; } = 8;

    /// <summary>Share of the clean images that judge; the others give the statistics.</summary>
    [Option(Origin.Ours, Min = 0, AboveMin = true, Max = 1, BelowMax = true)]
    public double HeldOutShare { get; init; } = 0.2;

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        network.eval();
        var (fit, heldOut) = HeldOut.Split(clean, HeldOutShare, context.Seed);
        var bounded = BoundedShare.Largest(network, new ShiftScore().Score(network, fit, context), heldOut, context, Bound);
        bounded.Selection.Apply(network);
        return new DefenceTrace(
            [],
            [
                .. List(),
                new("Share", bounded.Share is { } share ? FormattableString.Invariant($"{share}") : "none", "decided on held-out clean images"),
            ],
            [bounded.Selection.ToString()]);
    }
}
