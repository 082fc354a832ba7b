using System;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Defences;

/// <summary>
/// What clean images that no training saw say of a defence's outcome. Where accuracy on them fell by more than <see cref="MaxLoss"/> points and two standard errors of
/// that measurement, the network is handed back as it came, after one more attempt with batch norm's statistics frozen.
/// </summary>
/// <param name="MaxLoss">Points of accuracy that may be lost.</param>
/// <param name="Images">How many images were held out: a fifth of the clean ones, class by class, about 500 at most.</param>
/// <param name="Before">Accuracy of the network as it came on them, in percent. Where they were among its training images, it is higher than on others.</param>
/// <param name="Attempts">The attempts in order; the last one is kept or none is.</param>
public sealed record AccuracyGuard(double MaxLoss, int Images, double Before, ImmutableArray<GuardedAttempt> Attempts)
{
    /// <summary>Points that may be lost where nothing else is asked for.</summary>
    public const double DefaultMaxLoss = 3;

    /// <summary>The bound that judges nothing: no image is held out then.</summary>
    public const double NoBound = 100;

    /// <summary>Share of the clean images that is held out.</summary>
    public const double Share = 0.2;

    /// <summary>Held-out images, about, at most: two standard errors are 2 to 3 points with them where a tenth of the answers changes.</summary>
    public const int MostImages = 500;

    /// <summary>Whether the network is as it came because every attempt cost too much.</summary>
    public bool HandedBack => !Attempts[^1].Kept;

    /// <summary>Why the network is as it came, in one sentence; null where an attempt was kept.</summary>
    public string? Sentence => !HandedBack ? null : FormattableString.Invariant(
        $"The network is handed back as it came: on {Images} clean images that no training saw, accuracy was {Before:0.0} % and {string.Join(", ", Attempts.Select(Tell))}; {MaxLoss:0.##} points and two standard errors of that measurement may be lost.");

    private static string Tell(GuardedAttempt attempt, int index) =>
        FormattableString.Invariant($"{(double.IsNaN(attempt.After) ? "no number" : FormattableString.Invariant($"{attempt.After:0.0} %"))} after {(index == 0 ? "the defence" : "one more attempt with frozen statistics")}");
}

/// <summary>One attempt and its judgement.</summary>
/// <param name="FrozenStatistics">Whether batch norm's statistics were kept as they came.</param>
/// <param name="After">Accuracy on the held-out images afterwards, in percent; not a number, as all figures, where weights or answers became none.</param>
/// <param name="Loss">Points lost.</param>
/// <param name="StandardError">Standard error of <paramref name="Loss"/>, in points, from the same images before and after: those that both networks read alike do not count.</param>
/// <param name="Bound">What may be lost, the standard errors included.</param>
public sealed record GuardedAttempt(bool FrozenStatistics, double After, double Loss, double StandardError, double Bound)
{
    /// <summary>Whether the loss is within the bound.</summary>
    public bool Kept => Loss <= Bound;

    /// <summary>An attempt that left the numbers.</summary>
    internal static GuardedAttempt Diverged(bool frozen) => new(frozen, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Compares answers before and after, image by image.</summary>
    internal static GuardedAttempt Of(bool[] before, bool[] after, double maxLoss, bool frozen)
    {
        var differences = before.Zip(after, (b, a) => (b ? 1 : 0) - (a ? 1 : 0)).ToArray();
        var mean = differences.Average();
        var error = Math.Sqrt(differences.Average(d => (d - mean) * (d - mean)) / differences.Length);
        return new GuardedAttempt(frozen, 100.0 * after.Count(right => right) / after.Length, 100 * mean, 100 * error, maxLoss + 200 * error);
    }
}
