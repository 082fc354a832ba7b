using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>One run of <see cref="FmtDefence"/>.</summary>
internal sealed class FmtRun(NetworkModule network, NetworkModule original, ImageSet clean, FmtOptions options, IProgress<DefenceProgress>? progress, CancellationToken cancellation)
{
    private readonly torch.Device _device = network.Device;
    private readonly GuardedImages _images = GuardedImages.Split(clean, options.MaxAccuracyLoss, options.Seed);
    private RunMeasurements _measured = null!;

    public DefenceReport Run()
    {
        _measured = new RunMeasurements(options, _images, _device, progress, cancellation);
        network.eval();
        var before = _measured.OnWorker(() => _measured.Measure(original));
        var flip = options.Flip ?? _measured.OnWorker(() => Mirroring.ReadsWell(original, clean, options.Seed));

        var scoring = Stopwatch.StartNew();
        var scores = FmtScoring.Run(network, clean, options, flip, (done, all) => progress?.Report(new DefenceProgress(DefenceStage.Scoring, done, all)), cancellation);
        scoring.Stop();

        var lists = scores.Select(s => Selection.Worst(s.Mispredicted, Selection.Count(s.Site.Channels, options))).ToArray();
        var plan = Pruning.Plan(network, lists, options);
        var outcome = PruneAndFineTune(before, plan, lists, flip);
        var handedBack = outcome.Guard?.Sentence;
        var rows = scores.Select((s, i) => new SiteScores(s.Site.Name, s.Site.Height, s.Site.Width, s.Images, s.Mispredicted, lists[i])).ToImmutableArray();
        return new DefenceReport(
            network.GetName(),
            $"FMT ({options.Name})",
            options.Seed,
            _device.ToString(),
            before,
            outcome.PrunedOnly,
            outcome.After,
            outcome.Controls,
            [.. rows.Select((r, i) => r with { Pruned = handedBack is not null ? [] : plan.FirstOrDefault(p => p.Site?.Index == i)?.Channels ?? [] })],
            outcome.Epochs,
            FmtOptionsCheck.List(options, flip, scores[0].Images, clean.Count),
            [.. handedBack is null ? [] : new[] { handedBack }, .. FmtNotes.Of(rows, plan, options), .. _measured.Notes()],
            _measured.Examples(original, network),
            new StageSeconds(scoring.Elapsed.TotalSeconds, outcome.Seconds, outcome.ControlSeconds, _measured.Seconds))
        {
            ClassNames = _measured.Evaluation.Test.ClassNames,
            Guard = outcome.Guard,
            Innocent = _measured.Innocent(),
        };
    }

    private sealed record Outcome(Rates PrunedOnly, Rates After, AccuracyGuard? Guard, ImmutableArray<EpochRow> Epochs, double Seconds, ControlRates? Controls, double ControlSeconds);

    /// <summary>The defence's own fine-tuning and both controls, side by side: each is one job of its own.</summary>
    private Outcome PruneAndFineTune(Rates before, ImmutableArray<PrunedLayer> pruned, ImmutableArray<int>[] lists, bool flip)
    {
        var plan = new FineTuning(
            options.Epochs, options.LearningRate, options.FinalLearningRate, options.Momentum, options.WeightDecay, options.BatchSize,
            new Augmentation(options.Crop, flip), options.HoldMasks, options.Seed);
        Rates prunedOnly = null!, after = null!, finetuneOnly = null!, random = null!;
        ImmutableArray<EpochRow> epochs = [];
        AccuracyGuard? guard = null;
        var (seconds, controlSeconds) = (0.0, 0.0);
        var jobCount = options.Controls ? 3 : 1;
        var epochsDone = 0;
        void EpochDone(EpochRow row) => progress?.Report(new DefenceProgress(DefenceStage.FineTuning, Interlocked.Increment(ref epochsDone), jobCount * options.Epochs));
        double Tune(NetworkModule subject, bool frozen, out ImmutableArray<EpochRow> rows)
        {
            var clock = Stopwatch.StartNew();
            rows = FineTuner.Run(
                subject,
                _images.Fit,
                plan with { FrozenStatistics = frozen },
                row =>
                {
                    if (options.TestPassInTrainMode) TestPass(subject, row.Epoch);
                    EpochDone(row);
                },
                cancellation);
            return clock.Elapsed.TotalSeconds;
        }

        var jobs = new List<Action>
        {
            () =>
            {
                (epochs, guard) = GuardedRun.Of(network, _images, new DefenceContext(options.Seed, null, cancellation) { MaxAccuracyLoss = options.MaxAccuracyLoss }, (_, run) =>
                {
                    Pruning.Apply(network, pruned, options);
                    prunedOnly ??= _measured.Measure(network, "the pruned network");
                    seconds += Tune(network, run.FrozenStatistics || options.FrozenStatistics, out var rows);
                    return (rows, Trained: options.Epochs > 0);
                });
                after = guard is { HandedBack: true } ? before : _measured.Measure(network, "the defended network");
            },
        };
        if (options.Controls)
        {
            jobs.Add(() => finetuneOnly = Control(null));
            jobs.Add(() => random = Control(lists));
        }

        Rates Control(ImmutableArray<int>[]? like)
        {
            using var subject = original.Copy();
            if (like is not null) Pruning.Apply(subject, Pruning.Plan(subject, AtRandom(like), options), options);
            var spent = Tune(subject, frozen: false, out _);
            lock (jobs) controlSeconds += spent;
            return _measured.Measure(subject, like is null ? "the control" : "random pruning");
        }

        Workers.Run(Workers.AtOnce(_device, options.ThreadsPerJob), options.ThreadsPerJob, jobs);
        return new Outcome(prunedOnly, after, guard, epochs, seconds, options.Controls ? new ControlRates(finetuneOnly, random) : null, controlSeconds);
    }

    private ImmutableArray<int>[] AtRandom(ImmutableArray<int>[] like)
    {
        var random = new RandomSource(options.Seed, "fmt/control");
        return like.Select((p, i) => Selection.AtRandom(network.AllMaps[i].Site.Channels, p.Length, random)).ToArray();
    }

    /// <summary>The released code's pass over the test images between epochs, in training mode as fine-tuning left it: batch statistics move towards theirs.</summary>
    private void TestPass(NetworkModule subject, int epoch)
    {
        using var noGrad = torch.no_grad();
        foreach (var batch in new Batcher(options.BatchSize, options.Seed).Epoch(_measured.Evaluation.Test, epoch, _device))
        {
            using (batch) subject.call(batch.Images).Dispose();
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
