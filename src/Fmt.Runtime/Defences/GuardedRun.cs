using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>Clean images in two parts.</summary>
/// <param name="Fit">What training may see.</param>
/// <param name="HeldOut">What judges the outcome; null where nothing is judged.</param>
internal sealed record GuardedImages(ImageSet Fit, ImageSet? HeldOut)
{
    /// <summary>Holds a part back, as the context's bound asks for it.</summary>
    public static GuardedImages Split(ImageSet clean, DefenceContext context) => Split(clean, context.MaxAccuracyLoss, context.Seed);

    /// <exception cref="ArgumentOutOfRangeException">The bound is no number from 0 to 100.</exception>
    /// <exception cref="DataException">No class has two images.</exception>
    public static GuardedImages Split(ImageSet clean, double maxLoss, int seed)
    {
        if (!(maxLoss is >= 0 and <= AccuracyGuard.NoBound)) throw new ArgumentOutOfRangeException(nameof(maxLoss), FormattableString.Invariant($"MaxAccuracyLoss is {maxLoss}; it must be from 0 to 100 points, 100 for no bound."));
        if (maxLoss == AccuracyGuard.NoBound) return new GuardedImages(clean, null);
        var (fit, held) = Scores.HeldOut.Split(clean, Math.Min(AccuracyGuard.Share, (double)AccuracyGuard.MostImages / clean.Count), seed);
        return new GuardedImages(fit, held);
    }
}

/// <summary>Runs a defence so that no worse network is handed back.</summary>
internal static class GuardedRun
{
    /// <summary>Runs an attempt, judges it, runs it once more with frozen statistics where that can help, and puts the network back where it does not.</summary>
    /// <param name="network">The network. Where something fails it is as it was.</param>
    /// <param name="images">Both parts of the clean images.</param>
    /// <param name="context">Bound, seed; handed on to the attempt.</param>
    /// <param name="attempt">
    /// Changes the network; says what it did, and whether it trained: what does not train has no second attempt. One that leaves the numbers is a failed attempt; where
    /// every attempt does, nothing can be reported and its <see cref="NetworkException"/> is the caller's.
    /// </param>
    /// <returns>What the last attempt did; the judgement, null where no image was held out.</returns>
    public static (T Result, AccuracyGuard? Guard) Of<T>(NetworkModule network, GuardedImages images, DefenceContext context, Func<ImageSet, DefenceContext, (T Result, bool Trained)> attempt)
    {
        using var original = network.Copy();
        try
        {
            if (images.HeldOut is not { } held)
            {
                var unjudged = attempt(images.Fit, context).Result;
                NetworkCheck.After(network, images.Fit, context);
                return (unjudged, null);
            }

            var before = Right(original, held, context);
            var attempts = ImmutableArray<GuardedAttempt>.Empty;
            (T Result, bool Trained)? done = null;
            while (true)
            {
                var frozen = !attempts.IsEmpty;
                try
                {
                    done = attempt(images.Fit, context with { FrozenStatistics = frozen });
                    NetworkCheck.After(network, images.Fit, context);
                    attempts = attempts.Add(GuardedAttempt.Of(before, Right(network, held, context), context.MaxAccuracyLoss, frozen));
                }
                catch (NetworkException) when (!frozen ? network.AllNorms.Count > 0 : done is not null)
                {
                    attempts = attempts.Add(GuardedAttempt.Diverged(frozen));
                }

                var guard = new AccuracyGuard(context.MaxAccuracyLoss, held.Count, 100.0 * before.Count(right => right) / before.Length, attempts);
                if (!guard.HandedBack) return (done!.Value.Result, guard);
                network.TakeFrom(original);
                if (frozen || done is { Trained: false } || network.AllNorms.Count == 0) return (done!.Value.Result, guard);
            }
        }
        catch
        {
            network.TakeFrom(original);
            throw;
        }
    }

    /// <summary>Which images are read as their label; an answer that is not a number is wrong.</summary>
    private static bool[] Right(NetworkModule network, ImageSet images, DefenceContext context)
    {
        bool[] right = [];
        Workers.Run(1, Workers.TrainingThreads, [() =>
        {
            var predicted = Measurement.Predict(network, images, [.. Enumerable.Range(0, images.Count)], device: network.Device, cancellation: context.Cancellation);
            right = [.. predicted.Select((p, i) => p == images.Labels[i])];
        }]);
        context.Passes.Forward(images.Count);
        return right;
    }
}
