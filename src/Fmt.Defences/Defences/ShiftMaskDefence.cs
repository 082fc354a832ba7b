using System;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Scores;

namespace Fmt.Defences;

/// <summary>
/// The shift mask: the largest share of the last resolution stage's maps, those that batch norm's memory marks most, that held-out accuracy can bear.
/// Finds nothing in a network without batch norm.
/// </summary>
/// <param name="Bound">Points of held-out accuracy that the mask may cost.</param>
/// <param name="HeldOutShare">Share of the clean images that judge; the others give the statistics.</param>
public sealed record ShiftMaskDefence(double Bound = 8, double HeldOutShare = 0.2) : IDefence
{
    /// <inheritdoc/>
    public string Name => "shift mask";

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
    {
        network.eval();
        var (fit, heldOut) = HeldOut.Split(clean, HeldOutShare, context.Seed);
        var bounded = BoundedShare.Largest(network, new ShiftScore().Score(network, fit, context), heldOut, context, Bound);
        bounded.Selection.Apply(network);
        return new DefenceTrace(
            [],
            [
                new("Bound", FormattableString.Invariant($"{Bound:0.#} points of held-out accuracy"), "chosen on three published networks"),
                new("Share", bounded.Share is { } share ? FormattableString.Invariant($"{share}") : "none", "decided on held-out clean images"),
            ],
            [bounded.Selection.ToString()]);
    }
}
