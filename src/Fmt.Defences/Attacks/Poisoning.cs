using System;
using System.Linq;
using Fmt.Data;
using Fmt.Files;

namespace Fmt.Attacks;

/// <summary>How a training set is poisoned: which share of it, with which trigger, for which label.</summary>
/// <remarks>
/// The rules are BackdoorBench's (2025-07). round(rate N) images are drawn without replacement from all N, those of the target class too; with clean labels from the target class only.
/// The draw has a stream of random numbers of its own, so it does not move with batches or weights: same set size, rate and seed, same images, whatever the trigger.
/// Poisoning is done once, in bytes, before any augmentation. Attacks that poison every batch anew (WaNet, Input-aware as published) differ in that.
/// </remarks>
/// <param name="Trigger">What is done to the pixels.</param>
/// <param name="Goal">Which label is wanted.</param>
/// <param name="Rate">Share of the whole set, above 0 and at most 1; BackdoorBench's default is 0.1.</param>
/// <param name="Seed">Seed of the draw and of WaNet's noise.</param>
public sealed record Poisoning(Trigger Trigger, AttackGoal Goal, double Rate, int Seed)
{
    /// <summary>Share of the whole set, above 0 and at most 1.</summary>
    public double Rate { get; init => field = value is > 0 and <= 1 ? value : throw new ArgumentOutOfRangeException(nameof(Rate), value, "The rate is above 0 and at most 1."); } =
        Rate is > 0 and <= 1 ? Rate : throw new ArgumentOutOfRangeException(nameof(Rate), Rate, "The rate is above 0 and at most 1.");

    /// <summary>Only images of the target class are poisoned and all labels stay true (SIG). Needs <see cref="AllToOne"/>.</summary>
    public bool CleanLabel { get; init; }

    /// <summary>
    /// Noise images per poisoned image: further images are warped with noise of their own and keep their label, as WaNet's training needs (2 in the paper). 0 for none; other triggers take none.
    /// </summary>
    public double NoiseRatio { get; init => field = value is >= 0 and <= 1000 ? value : throw new ArgumentOutOfRangeException(nameof(NoiseRatio), value, "The ratio is 0 to 1000."); }

    /// <summary>How stamped images become bytes.</summary>
    public ByteRounding Rounding { get; init; }

    /// <summary>Poisons a set.</summary>
    /// <remarks>With a <see cref="SourceSpecific"/> goal half of the poisoned images, the larger, is of the source; the others are cover images of other classes, which keep their label.</remarks>
    /// <param name="clean">The training images with their true labels; not changed.</param>
    /// <returns>The images, in the same order, and the record of what was done.</returns>
    /// <exception cref="DataException">The rate is not even one image, or more than the target class, the source or the set holds; the goal or the trigger does not go with the options.</exception>
    /// <exception cref="ArgumentException">The trigger is for images of another size.</exception>
    public PoisonedSet Apply(ImageSet clean)
    {
        ArgumentNullException.ThrowIfNull(clean);
        var candidates = Candidates(clean);
        int count = (int)Math.Round(Rate * clean.Count), noisy = (int)Math.Round(NoiseRatio * count);
        if (count == 0) throw new DataException(FormattableString.Invariant($"a rate of {Rate} of {clean.Count} images is not even one; take a larger rate."), clean.Source);
        if (count > candidates.Length)
            throw new DataException(FormattableString.Invariant($"a rate of {Rate} is {count} of {clean.Count} images, but with clean labels only images of the target class are poisoned and it has {candidates.Length}; take a rate of at most {Math.Floor(1e4 * candidates.Length / clean.Count) / 1e4}."), clean.Source);
        if (count + noisy > clean.Count)
            throw new DataException(FormattableString.Invariant($"{count} poisoned images and {noisy} with noise are more than the {clean.Count} of the set; take a smaller rate or noise ratio."), clean.Source);
        if (noisy > 0 && Trigger is not WarpTrigger)
            throw new DataException($"noise images are WaNet's; the trigger {Trigger.Recipe.Kind} has none, so the noise ratio must be 0.", clean.Source);

        new RandomSource(Seed, "poison").Shuffle(candidates);
        if (Goal is SourceSpecific specific) candidates = WithCovers(clean, candidates, specific.Source, count);
        int[] poisoned = candidates[..count], noise = [];
        var images = clean;
        if (noisy > 0)
        {
            noise = candidates[count..(count + noisy)];
            images = ((WarpTrigger)Trigger).Noisy(Seed).Stamp(images, noise, rounding: Rounding);
        }
        images = Trigger.Stamp(images, poisoned, CleanLabel ? null : Goal, Rounding);
        return new PoisonedSet(images, PoisonManifest.Of(this, clean, poisoned, noise));
    }

    /// <summary>The drawn images in another order: the first <paramref name="count"/> are half of the source and half of other classes.</summary>
    private static int[] WithCovers(ImageSet clean, int[] drawn, int source, int count)
    {
        int covers = count / 2, attacked = count - covers;
        var (own, others) = (drawn.Where(i => clean.Labels[i] == source).ToArray(), drawn.Where(i => clean.Labels[i] != source).ToArray());
        if (attacked > own.Length || covers > others.Length)
            throw new DataException(FormattableString.Invariant($"{attacked} images of class {source} and {covers} of others are to be poisoned, there are {own.Length} and {others.Length}; take a smaller rate."), clean.Source);
        return [.. own[..attacked], .. others[..covers], .. own[attacked..], .. others[covers..]];
    }

    private int[] Candidates(ImageSet clean)
    {
        if (Goal.Misfit("the set", clean.Classes) is { } misfit) throw new DataException(misfit, clean.Source);
        if (!CleanLabel) return [.. Enumerable.Range(0, clean.Count)];
        if (NoiseRatio > 0) throw new DataException("noise images do not go with clean labels; the noise ratio must be 0.", clean.Source);
        return Goal is AllToOne { Target: var target }
            ? [.. Enumerable.Range(0, clean.Count).Where(i => clean.Labels[i] == target)]
            : throw new DataException("with clean labels the attack needs one target class, whose images are poisoned; this one has none.", clean.Source);
    }
}
