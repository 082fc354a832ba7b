using System;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Defences;

/// <summary>The class that reconstructed perturbations lead to, and how far they agree on it.</summary>
/// <remarks>
/// A perturbation that leads at least <see cref="LeadingShare"/> percent of the images of other classes to one class votes for it, with its cosine with the
/// remembered direction as weight (none below 0); without batch norm each has weight 1. It is a hint at the attack's target: found without the trigger, not proved by it.
/// </remarks>
/// <param name="Class">The class with the most weight; of equals the lower one.</param>
/// <param name="Leading">How many perturbations lead there.</param>
/// <param name="Perturbations">How many there are, those that lead nowhere included.</param>
/// <param name="Share">Percent of the weight of all perturbations that votes for <paramref name="Class"/>.</param>
public sealed record LeadingClass(int Class, int Leading, int Perturbations, double Share)
{
    /// <summary>Percent of the images below which a perturbation leads nowhere: a network of few classes may err as much.</summary>
    public const double LeadingShare = 20;

    /// <summary>Whether more than half of the weight is on this class; else the perturbations disagree and no class should be named.</summary>
    public bool Agreed => Share > 50;

    /// <summary>Counts the votes.</summary>
    /// <param name="perturbations">What was reconstructed.</param>
    /// <returns>Null where there are none, or none with a weight leads anywhere.</returns>
    public static LeadingClass? Of(ImmutableArray<PerturbationFinding> perturbations)
    {
        var all = perturbations.Sum(Weight);
        var votes = perturbations.Where(p => p.Before >= LeadingShare).GroupBy(p => p.Class)
            .Select(group => (Class: group.Key, Count: group.Count(), Weight: group.Sum(Weight)))
            .Where(vote => vote.Weight > 0)
            .OrderByDescending(vote => vote.Weight).ThenBy(vote => vote.Class).ToArray();
        return votes.Length == 0 ? null : new(votes[0].Class, votes[0].Count, perturbations.Length, 100 * votes[0].Weight / all);
    }

    private static double Weight(PerturbationFinding perturbation) =>
        perturbation.Cosine is { } cosine ? double.IsFinite(cosine) ? Math.Max(0, cosine) : 0 : 1;
}
