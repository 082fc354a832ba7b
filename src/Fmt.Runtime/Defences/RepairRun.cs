using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>One run of <see cref="FmtDefence"/> with recipe R: repair and control side by side, measured before and after.</summary>
internal sealed class RepairRun(NetworkModule network, NetworkModule original, ImageSet clean, FmtOptions options, IProgress<DefenceProgress>? progress, CancellationToken cancellation)
{
    private readonly torch.Device _device = network.Device;
    private readonly GuardedImages _images = GuardedImages.Split(clean, options.MaxAccuracyLoss, options.Seed);
    private RunMeasurements _measured = null!;

    public DefenceReport Run()
    {
        _measured = new RunMeasurements(options, _images, _device, progress, cancellation);
        network.eval();
        var before = _measured.OnWorker(() => _measured.Measure(original));

        Repaired repaired = null!;
        Rates? control = null;
        var controlSeconds = 0.0;
        var jobs = new List<Action> { () => repaired = Repair(before) };
        if (options.Controls) jobs.Add(() => control = Control(ref controlSeconds));
        Workers.Run(Workers.AtOnce(_device, Workers.TrainingThreads), Workers.TrainingThreads, jobs);

        var findings = repaired.Findings;
        return new DefenceReport(
            network.GetName(), $"R ({options.Name})", options.Seed, _device.ToString(), before, null, repaired.After, control is null ? null : new ControlRates(control, null),
            [], findings.Epochs, [.. repaired.Trace.Settings, new("MaxAccuracyLoss", FmtOptionsCheck.MaxLoss(options), "chosen here")], [.. repaired.Trace.Notes, .. _measured.Notes()],
            _measured.Examples(original, network),
            new StageSeconds(0, findings.Seconds, controlSeconds, _measured.Seconds))
        {
            ClassNames = _measured.Evaluation.Test.ClassNames,
            Repair = findings,
            Guard = repaired.Guard,
            ReActivated = repaired.ReActivated,
            Response = _measured.OnWorker(() => MapResponses.Measure(original, network, clean, _measured.Evaluation, Context(null), Named(findings))),
            Innocent = _measured.Innocent(),
        };
    }

    private sealed record Repaired(RepairFindings Findings, DefenceTrace Trace, AccuracyGuard? Guard, Rates After, Rates? ReActivated);

    /// <summary>The repair, judged by the images held out, and what the network that is handed back does.</summary>
    private Repaired Repair(Rates before)
    {
        var recipe = new RecipeR(options.Recipe);
        var (found, guard) = GuardedRun.Of(network, _images, Context(DefenceStage.Repairing), (fit, run) =>
        {
            var attempt = recipe.Run(network, fit, run);
            // The other branches leave statistics alone as it is.
            return (attempt, Trained: attempt.Branch is RepairBranch.BatchStatistics or RepairBranch.FineTuning);
        });
        var trace = recipe.Trace(found);
        if (guard?.Sentence is { } handedBack) (found, trace) = (found with { Repaired = false }, trace with { Notes = trace.Notes.Insert(0, handedBack) });
        if (!found.Repaired) return new Repaired(found, trace, guard, before, null);
        var after = _measured.Measure(network, "the repaired network");
        var again = options.ReActivation && _measured.Evaluation.HasAttack ? ReActivation.Run(network, clean, _measured.Evaluation, Context(DefenceStage.ReActivation)) : null;
        return new Repaired(found, trace, guard, after, again);
    }

    /// <summary>The evidence by the place where a mask would act.</summary>
    private static Dictionary<string, IReadOnlyList<int>>? Named(RepairFindings findings) =>
        findings.Sign?.Evidence.ToDictionary(e => e.Layer ?? e.Norm, e => (IReadOnlyList<int>)e.Channels);

    private Rates Control(ref double seconds)
    {
        var clock = Stopwatch.StartNew();
        using var subject = original.Copy();
        new FineTune(new FineTuneOptions { Flip = options.Recipe!.Flip }).Attempt(subject, _images.Fit, Context(DefenceStage.Control));
        seconds = clock.Elapsed.TotalSeconds;
        return _measured.Measure(subject, "the control");
    }

    /// <summary>A repair names its parts; the other stages are one part each.</summary>
    private DefenceContext Context(DefenceStage? stage) => new(
        options.Seed,
        stage is { } reported ? (part, done, all) => progress?.Report(new DefenceProgress(reported, done, all) { Part = reported == DefenceStage.Repairing ? part : null }) : null,
        cancellation)
    {
        MaxAccuracyLoss = options.MaxAccuracyLoss,
    };
}
