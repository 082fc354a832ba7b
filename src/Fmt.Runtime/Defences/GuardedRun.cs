using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

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
        var (fit, held) = Scores.HeldOut.Split(clean, (double)AccuracyGuard.ImagesOf(clean.Count) / clean.Count, seed);
        return new GuardedImages(fit, held);
    }
}

/// <summary>Runs a defence so that no worse network is handed back.</summary>
internal static class GuardedRun
{
    private const int BatchImages = 250;

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

            var judge = new Judge(original, held, context);
            var attempts = ImmutableArray<GuardedAttempt>.Empty;
            (T Result, bool Trained)? done = null;
            while (true)
            {
                var frozen = !attempts.IsEmpty;
                try
                {
                    done = attempt(images.Fit, context with { FrozenStatistics = frozen });
                    NetworkCheck.After(network, images.Fit, context);
                    attempts = attempts.Add(judge.Look(network, frozen));
                }
                catch (NetworkException) when (!frozen ? network.AllNorms.Count > 0 : done is not null)
                {
                    attempts = attempts.Add(new GuardedAttempt(frozen, null, null));
                }

                var guard = judge.Guard(attempts);
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

    /// <summary>Held-out images, and how the network as it came reads them.</summary>
    private sealed class Judge
    {
        private readonly ImageSet _held;
        private readonly DefenceContext _context;
        private readonly bool _mirror;
        private readonly bool[] _plain, _changed;

        public Judge(NetworkModule original, ImageSet held, DefenceContext context)
        {
            (_held, _context) = (held, context);
            var mirror = false;
            Workers.Run(1, Workers.TrainingThreads, [() => mirror = Mirroring.ReadsWell(original, held, context.Seed, context.Passes)]);
            _mirror = mirror;
            (_plain, _changed) = Right(original);
        }

        /// <summary>A sixteenth of the image.</summary>
        private int Shift => Math.Max(1, _held.Width / 16);

        public GuardedAttempt Look(NetworkModule network, bool frozen)
        {
            var (plain, changed) = Right(network);
            return new GuardedAttempt(frozen, GuardedLoss.Of(_plain, plain, _context.MaxAccuracyLoss), GuardedLoss.Of(_changed, changed, _context.MaxAccuracyLoss));
        }

        public AccuracyGuard Guard(ImmutableArray<GuardedAttempt> attempts) => new(_context.MaxAccuracyLoss, _held.Count, 100.0 * _plain.Count(right => right) / _plain.Length, attempts)
        {
            Change = _mirror ? "mirrored" : FormattableString.Invariant($"shifted by {Shift} pixel{(Shift == 1 ? "" : "s")}"),
        };

        /// <summary>Which images are read as their label, as they are and changed; an answer that is not a number is wrong.</summary>
        private (bool[] Plain, bool[] Changed) Right(NetworkModule network)
        {
            var (plain, changed) = (new bool[_held.Count], new bool[_held.Count]);
            Workers.Run(1, Workers.TrainingThreads, [() =>
            {
                foreach (var part in Enumerable.Range(0, _held.Count).Chunk(BatchImages))
                {
                    _context.Cancellation.ThrowIfCancellationRequested();
                    using var scope = torch.NewDisposeScope();
                    var x = _held.Images(part, network.Device);
                    Note(plain, part, Measurement.Predict(network, x));
                    Note(changed, part, Measurement.Predict(network, _mirror ? x.flip(3) : Shifted(x)));
                }
            }]);
            _context.Passes.Forward(2L * _held.Count);
            return (plain, changed);
        }

        private void Note(bool[] right, int[] part, int[] predicted)
        {
            for (var i = 0; i < part.Length; i++) right[part[i]] = predicted[i] == _held.Labels[part[i]];
        }

        /// <summary>Down and to the right, black coming in.</summary>
        private torch.Tensor Shifted(torch.Tensor x) => torch.nn.functional.pad(x, [Shift, 0, Shift, 0]).narrow(2, 0, x.shape[2]).narrow(3, 0, x.shape[3]);
    }
}
