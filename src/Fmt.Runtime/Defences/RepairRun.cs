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
    private readonly RunMeasurements _measured = new(options, clean, network.Device, cancellation);

    public DefenceReport Run()
    {
        network.eval();
        progress?.Report(new DefenceProgress(DefenceStage.MeasuringBefore, 0, 1));
        var before = _measured.OnWorker(() => _measured.Measure(original));
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
                after = findings.Repaired ? _measured.Measure(network) : before;
                if (options.ReActivation && findings.Repaired && _measured.Evaluation.HasAttack) reActivated = ReActivation.Run(network, clean, _measured.Evaluation, Context(null));
            },
        };
        if (options.Controls) jobs.Add(() => control = Control(ref controlSeconds));
        Workers.Run(Workers.AtOnce(_device, Workers.TrainingThreads), Workers.TrainingThreads, jobs);

        return new DefenceReport(
            network.GetName(), $"R ({options.Name})", options.Seed, _device.ToString(), before, null, after, control is null ? null : new ControlRates(control, null),
            [], findings.Epochs, trace.Settings, [.. trace.Notes, .. EvaluationNotes()],
            _measured.Examples(original, network),
            new StageSeconds(0, findings.Seconds, controlSeconds, _measured.Seconds))
        {
            ClassNames = _measured.Evaluation.Test.ClassNames,
            Repair = findings,
            ReActivated = reActivated,
            Response = _measured.OnWorker(() => MapResponses.Measure(original, network, clean, _measured.Evaluation, Context(null), Named(findings))),
            Innocent = _measured.Innocent(),
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
        return _measured.Measure(subject);
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
}
