using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>Runs a defence so that no worse network is handed back.</summary>
internal static class GuardedRun
{
    private const int BatchImages = 250;

    /// <summary>Runs the defence, judges the outcome, runs it once more with frozen statistics where that can help, and puts the network back where it does not.</summary>
    /// <remarks>An attempt that leaves the numbers is a failed one; where every attempt does, nothing can be reported and its <see cref="NetworkException"/> is the caller's.</remarks>
    /// <param name="defence">The method.</param>
    /// <param name="network">The network. Where something fails it is as it was.</param>
    /// <param name="original">A copy of it as it came.</param>
    /// <param name="images">Both parts of the clean images.</param>
    /// <param name="options">The bound.</param>
    /// <param name="context">Seed, cancellation; handed on to the attempt.</param>
    /// <returns>What the last attempt did, with the judgement where images were held out.</returns>
    public static DefenceTrace Of(IDefence defence, NetworkModule network, NetworkModule original, GuardedImages images, GuardOptions options, RunContext context)
    {
        try
        {
            if (images.HeldOut is not null) return Judged(defence, network, original, images, options, context);
            var unjudged = defence.Attempt(network, images.Fit, context);
            NetworkCheck.After(network, images.Fit, context);
            return unjudged;
        }
        catch
        {
            network.TakeFrom(original);
            throw;
        }
    }

    private static DefenceTrace Judged(IDefence defence, NetworkModule network, NetworkModule original, GuardedImages images, GuardOptions options, RunContext context)
    {
        var judge = new Judge(original, images.HeldOut!, options, context);
        var attempts = ImmutableArray<GuardedAttempt>.Empty;
        DefenceTrace? done = null;
        while (true)
        {
            var frozen = !attempts.IsEmpty;
            try
            {
                done = frozen ? defence.AttemptFrozen(network, images.Fit, context, done) : defence.Attempt(network, images.Fit, context);
                NetworkCheck.After(network, images.Fit, context);
                attempts = attempts.Add(judge.Look(network, frozen));
            }
            catch (NetworkException) when (!frozen ? network.AllNorms.Count > 0 : done is not null)
            {
                attempts = attempts.Add(new GuardedAttempt(frozen, null, null));
            }

            var guard = judge.Guard(attempts);
            if (!guard.HandedBack) return done! with { Guard = guard };
            network.TakeFrom(original);
            if (frozen || done is { MovesStatistics: false } || network.AllNorms.Count == 0)
                return done! with { Guard = guard, Changed = false, Findings = done.Findings is { } found ? found with { Changed = false } : null, Notes = done.Notes.Insert(0, guard.Sentence!) };
        }
    }

    /// <summary>Held-out images, and how the network as it came reads them.</summary>
    private sealed class Judge
    {
        private readonly ImageSet _held;
        private readonly GuardOptions _options;
        private readonly RunContext _context;
        private readonly bool _mirror;
        private readonly bool[] _plain, _changed;

        public Judge(NetworkModule original, ImageSet held, GuardOptions options, RunContext context)
        {
            (_held, _options, _context) = (held, options, context);
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
            return new GuardedAttempt(frozen, GuardedLoss.Of(_plain, plain, _options.MaxAccuracyLoss), GuardedLoss.Of(_changed, changed, _options.MaxAccuracyLoss));
        }

        public AccuracyGuard Guard(ImmutableArray<GuardedAttempt> attempts) => new(_options.MaxAccuracyLoss, _held.Count, 100.0 * _plain.Count(right => right) / _plain.Length, attempts)
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
