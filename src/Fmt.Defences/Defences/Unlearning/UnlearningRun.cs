using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Scores;
using Fmt.Signs;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>One run of <see cref="PerturbationUnlearning"/>: sign, branch, perturbations, unlearning, clean phase.</summary>
internal sealed class UnlearningRun : IDisposable
{
    private const int MeasuredImages = 200;

    /// <summary>Images of which the threshold of the divergence was measured, or few less.</summary>
    private const int FullSample = 800;

    private readonly NetworkModule _network;
    private readonly ImageSet _clean;
    private readonly PerturbationUnlearning _options;
    private readonly RunContext _context;
    private readonly torch.Device _device;
    private readonly torch.Generator _generator;
    private readonly ConvolutionPrecision _precision;

    /// <summary>Perturbations, teacher and training. What is read off batch norm's memory is small beside bfloat16's rounding, and runs in the weights' own precision.</summary>
    private readonly Pass _pass;
    private readonly List<UniversalPerturbation> _perturbations = [];
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private readonly bool _lookOnly;

    private UnlearningRun(NetworkModule network, ImageSet clean, PerturbationUnlearning options, RunContext context, bool lookOnly)
    {
        (_network, _clean, _options, _context, _lookOnly) = (network, clean, options, context, lookOnly);
        _device = network.Device;
        _precision = options.Precision ?? (_device.type == DeviceType.CPU ? FastestPrecision.OfProcessor : ConvolutionPrecision.AsWeights);
        _generator = new torch.Generator(Stream("noise").NextUInt64(), _device);
        _pass = new Pass { Generator = _generator, Precision = _precision };
    }

    /// <summary>Looks at innocent networks first, where there are any, and then at the network with thresholds above what they show.</summary>
    public static UnlearningFindings Of(NetworkModule network, ImageSet clean, PerturbationUnlearning options, RunContext context, bool lookOnly)
    {
        var alone = new RunContext(context.Seed, context.Progress, context.Cancellation);
        UnlearningFindings Innocent(NetworkModule innocent)
        {
            using var look = new UnlearningRun(innocent, clean, options with { Force = false, Branch = null }, alone, lookOnly: true);
            return look.Run();
        }

        var (moved, raised) = context.Innocent.IsEmpty ? (options, []) : InnocentThresholds.Of(options, [.. context.Innocent.Select(Innocent)]);
        context.Passes.Add(alone.Passes.Count);
        using var run = new UnlearningRun(network, clean, moved, context, lookOnly);
        return run.Run() with { Raised = raised };
    }

    private UnlearningFindings Run()
    {
        var sample = _clean.Balanced(Math.Min(_options.StatisticsImages, _clean.Count), _context.Seed);
        var (memories, augmentation) = CroppedMemory.Read(_network, sample, _context);
        // The divergence of an estimate from what it estimates falls as the images become more.
        var sign = BackdoorSigns.Of(memories, _options.SignThreshold * Math.Max(1, (double)FullSample / sample.Count));
        _context.Progress?.Invoke("looking for a sign", 1, 1);
        // The memory comes first: where it shows something, it shows a static trigger of any kind. Without batch norm a branch that was asked for is taken without a sign.
        var seen = new Evidence(sign);
        var unused = (sign, _options.Branch) switch
        {
            ({ Found: false }, _) or (_, UnlearningBranch.FoundTriggers) or (null, null) => null,
            (_, UnlearningBranch.FineTuning) when !_lookOnly => FineTuned(seen),
            (null, _) => Trained(Branched(seen), Moving(), [], null),
            // Without a sign the direction is noise, and training along noise helps nobody.
            _ => Trained(Branched(seen), Moving(), [], BatchNormMemory.Read(_network, sample, _context, dropout: true, augmentation)[^1].Direction),
        };
        return unused is { Changed: true } or { Use.Found: true } ? unused : WithoutMemory(seen, unused);
    }

    /// <summary>What the clean images told before training.</summary>
    private sealed record Evidence(BackdoorSign? Sign)
    {
        public ClassSign? Classes { get; init; }

        public ImmutableArray<SignReading> Readings { get; init; } = [];

        public UnlearningBranch Branch { get; init; }

        public double? ReestimationLoss { get; init; }

        public DirectionUse? Use { get; init; }
    }

    /// <summary>Where there is no memory, or nothing in it that is used: what can be found in the answers alone, else what was asked for where nothing is found.</summary>
    private UnlearningFindings WithoutMemory(Evidence seen, UnlearningFindings? unused)
    {
        var (classes, readings, found) = seen.Sign is null || _options.SeekTriggers || _options.Branch is UnlearningBranch.FoundTriggers ? Triggers() : (null, [], []);
        seen = seen with { Classes = seen.Sign is null ? classes : null, Readings = readings, Use = unused?.Use };
        if (_lookOnly && found.Count == 0) return (unused ?? LeftAlone(seen)) with { Classes = seen.Classes, Readings = seen.Readings };
        if (found.Count > 0) return Trained(seen with { Branch = UnlearningBranch.FoundTriggers }, [], found, null);
        if (_options.Force) return seen.Sign is null ? FineTuned(seen) : Trained(Branched(seen), Moving(), [], null);
        if (_options.WhenNoSign == WhenNoSign.FineTune) return FineTuned(seen);
        return (unused ?? LeftAlone(seen)) with { Classes = seen.Classes, Readings = seen.Readings };
    }

    private UnlearningFindings LeftAlone(Evidence seen) =>
        new(seen.Sign, false, null, seen.ReestimationLoss, false, ConvolutionPrecision.AsWeights, null, [], [], _context.Passes.Count, _clock.Elapsed.TotalSeconds) { Classes = seen.Classes, Readings = seen.Readings, Use = seen.Use };

    private UnlearningFindings FineTuned(Evidence seen)
    {
        var flip = Flip();
        var tuned = new FineTune { Flip = flip, Precision = _precision }.Attempt(_network, _clean, _context);
        return Findings(seen with { Branch = UnlearningBranch.FineTuning }, flip, null, [], tuned.Epochs);
    }

    private bool Flip() => _options.Flip ?? Mirroring.ReadsWell(_network, _clean, _context.Seed, _context.Passes);

    private UnlearningFindings Trained(Evidence seen, IReadOnlyList<UniversalPerturbation> moving, IReadOnlyList<UniversalPerturbation> held, IReadOnlyList<double>? direction)
    {
        var flip = Flip();
        var ascent = new Ascent(_network, _pass, _clean, direction, _options.Steering, Stream("ascent"), _context.Passes);
        Ascend(moving, ascent);
        var effects = direction is null ? [] : moving.Select(p => ascent.Effect(p, MeasuredImages)).ToArray();
        using var probes = new PerturbationProbes(_network, _pass, _clean, moving.Count > 0 ? moving : held, MeasuredImages, _context);
        var use = direction is null ? null : DirectionUse.Of(probes.Shares, [.. effects.Select(e => e.Strength)], _options.UsedShare, _options.UsedStrength);
        seen = seen with { Use = use ?? seen.Use };
        var backdoor = direction is null ? null : BackdoorDirection.Of(direction, [.. effects.Select(e => e.Strength)]);
        if (_lookOnly || (use is { Found: false } && !_options.Force)) return LeftAlone(seen) with { Strength = backdoor?.Strength, Perturbations = probes.Compare(_network, effects) };

        int? agreed = null;
        if (direction is not null && _options.Hold && LeadingClass.Of(probes.Compare(_network, effects)) is { Agreed: true, Class: var target })
            (agreed, held) = (target, Owned(Classes().Towards(target)));

        var plan = PlanOf(seen.Branch, held);
        if (_context.FrozenStatistics && seen.Branch is UnlearningBranch.FoundTriggers) plan = plan with { FrozenStatistics = true, ClipNorm = 3 };
        using var original = _options.MoreRounds > 0 ? _network.Copy() : null;
        using var targets = new Distillation(_network, _clean, flip, _options.Temperature, _options.HardShare ?? plan.HardShare, _pass, _context.Passes);
        var epochs = Train(plan, moving, held, ascent, backdoor, targets, flip, 0);
        var found = probes.Compare(_network, effects);
        var checks = ImmutableArray<RepairCheck>.Empty;
        for (var round = 1; original is not null && Unlearnt(seen.Branch, found, held) is { Length: > 0 } unlearnt; round++)
        {
            var (check, fresh) = Check(unlearnt, round);
            checks = checks.Add(check);
            if (check.Finished || round > _options.MoreRounds) break;
            // Those that move leave the trigger once it is unlearnt; what was found in the network as it came stays with it.
            held = [.. held.Count > 0 ? held : Owned(Classes(original).Towards(check.Class)), .. fresh];
            epochs = epochs.AddRange(Train(plan, moving, held, ascent, backdoor, targets, flip, round));
            found = probes.Compare(_network, effects);
        }

        return Findings(seen, flip, backdoor?.Strength, found, epochs) with { Held = agreed, Plan = plan, Checks = checks };
    }

    /// <summary>What is sought once more: what was found by pixels or a warp in that form and towards its class, what moved by pixels and an addition towards the class that it led to.</summary>
    private (int Class, Func<UniversalPerturbation> Make)[] Unlearnt(UnlearningBranch branch, ImmutableArray<PerturbationFinding> found, IReadOnlyList<UniversalPerturbation> held)
    {
        UniversalPerturbation Pixels() => PerturbationScale.Sparse(_network, ClassSign.Pixels);
        if (branch is UnlearningBranch.FoundTriggers)
            return [.. found.Zip(held, (f, h) => (f.Class, h is WarpPerturbation ? (Func<UniversalPerturbation>)(() => new WarpSign().Warp(_network)) : Pixels))];
        return LeadingClass.Of(found)?.Class is { } left ? [(left, Pixels), (left, () => PerturbationScale.Additive(_network, ClassSearch.Radius))] : [];
    }

    private (RepairCheck Check, IReadOnlyList<UniversalPerturbation> Fresh) Check((int Class, Func<UniversalPerturbation> Make)[] unlearnt, int round)
    {
        _network.eval();
        var (check, fresh) = new RepairChecking(_network, _pass, _clean, Stream(FormattableString.Invariant($"check {round}")), _context).Run(unlearnt);
        return (check, Owned(fresh));
    }

    private BranchPlan PlanOf(UnlearningBranch branch, IReadOnlyList<UniversalPerturbation> held) =>
        branch is UnlearningBranch.FoundTriggers && _network.AllNorms.Count == 0 && held.All(p => p is SparsePerturbation) ? BranchPlan.PixelsWithoutBatchNorm : BranchPlan.Of(branch);

    private UnlearningFindings Findings(Evidence seen, bool flip, double? strength, ImmutableArray<PerturbationFinding> found, ImmutableArray<EpochRow> epochs) =>
        LeftAlone(seen) with { Changed = true, Branch = seen.Branch, Flip = flip, Precision = _precision, Strength = strength, Perturbations = found, Epochs = epochs };

    /// <summary>Unlearning and the clean phase.</summary>
    private ImmutableArray<EpochRow> Train(
        BranchPlan plan, IReadOnlyList<UniversalPerturbation> moving, IReadOnlyList<UniversalPerturbation> held, Ascent ascent, BackdoorDirection? backdoor, Distillation targets, bool flip, int round)
    {
        var training = new UnlearningTraining(_network, _clean, _options, plan, backdoor, targets, flip, _pass, _context, round);
        var epochs = training.Unlearn(moving, held, ascent);
        if (plan.Inject) Reestimate();
        epochs = epochs.AddRange(training.CleanPhase(held));
        // Held perturbations are among the images that batch norm has seen; the network is to be run on clean ones.
        if (_network.AllNorms.Count > 0 && !plan.FrozenStatistics && held.Count > 0) Reestimate();
        return epochs;
    }

    private void Reestimate() => BatchNorms.Reestimate(_network, _clean, pass: _pass, passes: _context.Passes, cancellation: _context.Cancellation);

    /// <summary>What small changes, the same for all images, lead images of all other classes to one; with the changes that count as a sign, or the pixels where they were asked for.</summary>
    private (ClassSign? Classes, ImmutableArray<SignReading> Readings, IReadOnlyList<UniversalPerturbation> Found) Triggers()
    {
        var (classes, pixels) = Classes().Run();
        Owned([pixels]);
        classes = classes with { LeastByFew = _options.PixelShare };
        List<UniversalPerturbation> found = [.. classes.Found || _options.Branch is UnlearningBranch.FoundTriggers ? [pixels] : Array.Empty<UniversalPerturbation>()];
        var readings = ImmutableArray.Create(PixelSign.Reading(classes));
        if (!_options.SeekTriggers) return (classes, readings, found);
        // A faint addition has no say: it led 90 % to one class on an innocent network (docs/signs.md).
        ITriggerSign sign = new WarpSign { Threshold = _options.WarpShare };
        var (reading, warp) = Looking.Here(sign.Name, sign.Threshold, _network, _clean, _context, sign.Search);
        Owned([warp]);
        if (reading.Found) found.Add(warp);
        return (classes, readings.Add(reading), found);
    }

    private ClassSearch Classes(NetworkModule? network = null) => new(network ?? _network, _pass, _clean, Stream("classes"), _context);

    public void Dispose()
    {
        foreach (var perturbation in _perturbations) perturbation.Dispose();
        _generator.Dispose();
    }

    private IReadOnlyList<UniversalPerturbation> Owned(IReadOnlyList<UniversalPerturbation> perturbations)
    {
        _perturbations.AddRange(perturbations);
        return perturbations;
    }

    /// <summary>Re-estimation alone tells whether the network can live with other statistics than it remembers.</summary>
    private Evidence Branched(Evidence seen)
    {
        if (_options.Branch is { } asked) return seen with { Branch = asked };
        if (_context.FrozenStatistics) return seen with { Branch = UnlearningBranch.FrozenStatistics };
        using var copy = _network.Copy();
        BatchNorms.Reestimate(copy, _clean, pass: new Pass { Generator = _generator }, passes: _context.Passes, cancellation: _context.Cancellation);
        var loss = Accuracy(_network) - Accuracy(copy);
        return seen with { Branch = loss <= _options.ReestimationTolerance ? UnlearningBranch.BatchStatistics : UnlearningBranch.FrozenStatistics, ReestimationLoss = loss };
    }

    private double Accuracy(NetworkModule network)
    {
        _context.Passes.Forward(_clean.Count);
        return Measurement.Run(network, new Evaluation(_clean), _device, cancellation: _context.Cancellation).Acc;
    }

    private IReadOnlyList<UniversalPerturbation> Moving()
    {
        var all = Owned(
        [
            .. _options.Radii.Select(r => PerturbationScale.Additive(_network, r)),
            .. _options.Pixels.Select(p => PerturbationScale.Sparse(_network, p)),
        ]);
        foreach (var perturbation in all) perturbation.Restart(_generator);
        return all;
    }

    private void Ascend(IReadOnlyList<UniversalPerturbation> perturbations, Ascent ascent)
    {
        var done = 0;
        foreach (var perturbation in perturbations)
        {
            for (var i = 0; i < _options.Ascents; i++)
            {
                _context.Cancellation.ThrowIfCancellationRequested();
                ascent.Step(perturbation, _options.AscentImages);
                _context.Progress?.Invoke("reconstructing perturbations", ++done, perturbations.Count * _options.Ascents);
            }
        }
    }

    private RandomSource Stream(string purpose) => new(_context.Seed, "repair/" + purpose);
}
