using System;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Defences;

/// <summary>
/// What clean images that no training saw say of a defence's outcome. Where accuracy on them fell by more than <see cref="MaxLoss"/> points and two standard errors of
/// that measurement, the network is handed back as it came, after one more attempt with batch norm's statistics frozen.
/// </summary>
/// <remarks>
/// Clean images at hand were often among the network's own training images, which it has learnt by heart: published networks read them 6 to 13 points better than test
/// images, and any training on other images loses some of that. Mirrored, or shifted where the network does not read mirror images, they are read 2 to 6 points better. So a
/// loss counts only where it also shows on the changed images.
/// </remarks>
/// <param name="MaxLoss">Points of accuracy that may be lost.</param>
/// <param name="Images">How many images were held out, class by class; see <see cref="ImagesOf"/>.</param>
/// <param name="Before">Accuracy of the network as it came on them, in percent. Where they were among its training images, it is higher than on others.</param>
/// <param name="Attempts">The attempts in order; the last one is kept or none is.</param>
public sealed record AccuracyGuard(double MaxLoss, int Images, double Before, ImmutableArray<GuardedAttempt> Attempts)
{
    /// <summary>How the images were changed for the second look: <c>mirrored</c>, or <c>shifted by 2 pixels</c>.</summary>
    public string Change { get; init; } = "mirrored";

    /// <summary>Points that may be lost where nothing else is asked for.</summary>
    public const double DefaultMaxLoss = 3;

    /// <summary>The bound that judges nothing: no image is held out then.</summary>
    public const double NoBound = 100;

    /// <summary>About how many of so many clean images are held out: a fifth, 500 at most. Two standard errors are 2 to 3 points with 500 where a tenth of the answers changes.</summary>
    /// <param name="clean">Number of clean images.</param>
    public static int ImagesOf(int clean) => Math.Clamp(clean / 5, 1, 500);

    /// <summary>Whether the network is as it came because every attempt cost too much.</summary>
    public bool HandedBack => !Attempts[^1].Kept;

    /// <summary>Why the network is as it came, in one sentence; null where an attempt was kept.</summary>
    public string? Sentence => !HandedBack ? null : FormattableString.Invariant(
        $"The network is handed back as it came: on {Images} clean images that no training saw, accuracy was {Before:0.0} % and {string.Join(", ", Attempts.Select(Tell))}; {MaxLoss:0.##} points and two standard errors of that measurement may be lost.");

    private static string Tell(GuardedAttempt attempt, int index) =>
        FormattableString.Invariant($"{(attempt.Plain is { } loss ? FormattableString.Invariant($"{loss.After:0.0} %") : "no number")} after {(index == 0 ? "the defence" : "one more attempt with frozen statistics")}");
}
