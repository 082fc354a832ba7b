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

/// <summary>One run of <see cref="FmtDefence"/> with recipe R: repair and control side by side, measured before and after.</summary>
internal sealed class RepairRun(NetworkModule network, NetworkModule original, ImageSet clean, FmtOptions options, IProgress<DefenceProgress>? progress, CancellationToken cancellation)
{
    private readonly torch.Device _device = network.parameters().First().device;
    private readonly Evaluation _evaluation = options.Evaluation ?? new Evaluation(clean);
    private readonly Stopwatch _measuring = new();

    public DefenceReport Run()
    {
        network.eval();
        progress?.Report(new DefenceProgress(DefenceStage.MeasuringBefore, 0, 1));
        var before = OnWorker(() => Measure(original));
        progress?.Report(new DefenceProgress(DefenceStage.MeasuringBefore, 1, 1));

        RepairFindings findings = null!;
        DefenceTrace trace = DefenceTrace.Empty;
        Rates after = null!;
        Rates? control = null, reActivated = null;
        var controlSeconds = 0.0;
        var jobs = new List<Action>
        {
            () =>
            {
                var recipe = new RecipeR(options.Recipe);
                findings = recipe.Run(network, clean, Context(DefenceStage.Repairing));
                trace = recipe.Trace(findings);
                after = findings.Repaired ? Measure(network) : before;
                if (options.ReActivation && findings.Repaired && _evaluation.HasAttack) reActivated = ReActivation.Run(network, clean, _evaluation, Context(null));
            },
        };
        if (options.Controls) jobs.Add(() => control = Control(ref controlSeconds));
        Workers.Run(Workers.AtOnce(_device, options.ThreadsPerJob), options.ThreadsPerJob, jobs);

        return new DefenceReport(
            network.GetName(), $"R ({options.Name})", options.Seed, _device.ToString(), before, null, after, control is null ? null : new ControlRates(control, null),
            [], findings.Epochs, trace.Settings, [.. trace.Notes, .. EvaluationNotes()],
            OnWorker(() => ExamplePicker.Pick(original, network, _evaluation, _device, cancellation)),
            new StageSeconds(0, findings.Seconds, controlSeconds, _measuring.Elapsed.TotalSeconds))
        {
            ClassNames = _evaluation.Test.ClassNames,
            Repair = findings,
            ReActivated = reActivated,
            Response = OnWorker(() => MapResponses.Measure(original, network, clean, _evaluation, Context(null), Named(findings))),
            Innocent = OnWorker(() => options.Innocent.Select(i => new InnocentRates(i.Name, Measure(i.Network))).ToImmutableArray()),
        };
    }

    /// <summary>The evidence by the place where a mask would act.</summary>
    private static Dictionary<string, IReadOnlyList<int>>? Named(RepairFindings findings) =>
        findings.Sign?.Evidence.ToDictionary(e => e.Layer ?? e.Norm, e => (IReadOnlyList<int>)e.Channels);

    private Rates Control(ref double seconds)
    {
        var clock = Stopwatch.StartNew();
        using var subject = original.Copy();
        new FineTune(new FineTuneOptions { Flip = options.Recipe!.Flip }).Apply(subject, clean, Context(null));
        seconds = clock.Elapsed.TotalSeconds;
        return Measure(subject);
    }

    private DefenceContext Context(DefenceStage? stage) =>
        new(options.Seed, stage is { } reported ? (part, done, all) => progress?.Report(new DefenceProgress(reported, done, all) { Part = part }) : null, cancellation);

    private IEnumerable<string> EvaluationNotes()
    {
        if (options.Evaluation is null)
            yield return $"No test images were given: accuracy was measured on the {clean.Count} clean images that the network was trained on, and says little about others.";
        else if (!options.Evaluation.HasAttack)
            yield return "No trigger is known: nothing was measured about a backdoor.";
    }

    private Rates Measure(NetworkModule subject)
    {
        lock (_measuring) _measuring.Start();
        var rates = Measurement.Run(subject, _evaluation, _device, cancellation: cancellation);
        lock (_measuring) _measuring.Stop();
        return rates;
    }

    /// <summary>Runs on a thread with the options' number of libtorch threads, so that the figure is the same whatever the caller's number is.</summary>
    private T OnWorker<T>(Func<T> work)
    {
        T result = default!;
        Workers.Run(1, options.ThreadsPerJob, [() => result = work()]);
        return result;
    }
}
