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

namespace Fmt.Defences;

/// <summary>The parts of one <see cref="DefenceRun"/>: the defence and its controls side by side, each measured, and the report of all.</summary>
internal sealed class MeasuredRun(NetworkModule network, NetworkModule original, ImageSet clean, DefenceOptions options, IProgress<DefenceProgress>? progress, CancellationToken cancellation)
{
    private readonly IDefence _defence = options.Defence;
    private readonly GuardedImages _images = GuardedImages.Split(clean, options.Guard, options.Seed);
    private readonly Stopwatches _seconds = new();
    private RunMeasurements _measured = null!;

    public DefenceReport Run()
    {
        _measured = new RunMeasurements(options, _images, network.Device, progress, cancellation);
        var before = _measured.OnWorker(() => _measured.Measure(original));
        Defended defended = null!;
        Rates? finetuneOnly = null, random = null;
        var jobs = new List<Action> { () => defended = Defend(before) };
        if (options.Controls)
        {
            var controls = _defence.Controls;
            jobs.Add(() => finetuneOnly = Control(controls.FinetuneOnly, "fine-tuning only"));
            if (controls.Random is { } pruned) jobs.Add(() => random = Control(pruned, "random pruning"));
        }

        Workers.Run(Workers.AtOnce(network.Device, _defence.ThreadsPerJob), _defence.ThreadsPerJob, jobs);
        return Report(before, defended, finetuneOnly is null ? null : new ControlRates(finetuneOnly, random));
    }

    private sealed record Defended(DefenceTrace Trace, Rates? PrunedOnly, Rates After, Rates? ReActivated);

    /// <summary>The defence, judged by the images held out, and what the network that is handed back does.</summary>
    private Defended Defend(Rates before)
    {
        Rates? prunedOnly = null;
        var context = Context(DefenceStage.Defending) with { AfterPruning = pruned => prunedOnly ??= _measured.Measure(pruned, "the pruned network") };
        var clock = Stopwatch.StartNew();
        var trace = GuardedRun.Of(_defence, network, original, _images, options.Guard, context);
        _seconds.Defending = clock.Elapsed.TotalSeconds - trace.ScoringSeconds;
        if (!trace.Changed) return new Defended(trace, prunedOnly, before, null);
        var after = _measured.Measure(network, "the defended network");
        var again = options.ReActivation && _measured.Evaluation.HasAttack ? new ReActivation().Run(network, clean, _measured.Evaluation, Context(DefenceStage.ReActivation)) : null;
        return new Defended(trace, prunedOnly, after, again);
    }

    private Rates Control(IDefence control, string name)
    {
        var clock = Stopwatch.StartNew();
        using var subject = original.Copy();
        control.Attempt(subject, _images.Fit, Context(DefenceStage.Control, "control: " + name));
        _seconds.AddControl(clock.Elapsed.TotalSeconds);
        return _measured.Measure(subject, "the control: " + name);
    }

    private DefenceReport Report(Rates before, Defended defended, ControlRates? controls)
    {
        var trace = defended.Trace;
        return new DefenceReport(
            network.GetName(),
            _defence.Name,
            options.Seed,
            network.Device.ToString(),
            before,
            defended.PrunedOnly,
            defended.After,
            controls,
            [.. trace.Scores.Select(s => s with { Pruned = trace.Changed ? Pruned(trace, s.Layer) : [] })],
            trace.Epochs,
            [.. trace.Settings, .. options.Guard.List()],
            [.. trace.Notes, .. _measured.Notes()],
            _measured.Examples(original, network),
            new StageSeconds(trace.ScoringSeconds, _seconds.Defending, _seconds.Controls, _measured.Seconds))
        {
            Changed = trace.Changed,
            ClassNames = _measured.Evaluation.Test.ClassNames,
            Unlearning = trace.Findings,
            Guard = trace.Guard,
            ReActivated = defended.ReActivated,
            Response = _measured.OnWorker(() => MapResponses.Measure(original, network, clean, _measured.Evaluation, Context(null), trace.Pruned)),
            Innocent = _measured.Innocent(),
        };
    }

    private static ImmutableArray<int> Pruned(DefenceTrace trace, string layer) => trace.Pruned?.GetValueOrDefault(layer) is { IsDefault: false } channels ? channels : [];

    /// <summary>A defence names its parts, and so do controls, which run side by side.</summary>
    private RunContext Context(DefenceStage? stage, string? name = null) => new(
        options.Seed,
        stage is { } reported ? (part, done, all) => progress?.Report(new DefenceProgress(reported, done, all) { Part = name ?? (reported == DefenceStage.Defending ? part : null) }) : null,
        cancellation)
    {
        States = options.States,
        Innocent = [.. options.Innocent.Select(i => i.Network)],
    };

    /// <summary>Wall seconds of the parts; controls may run side by side.</summary>
    private sealed class Stopwatches
    {
        private readonly Lock _lock = new();

        public double Defending { get; set; }

        public double Controls { get; private set; }

        public void AddControl(double seconds)
        {
            lock (_lock) Controls += seconds;
        }
    }
}
