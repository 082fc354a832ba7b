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

    public UnlearningRun(NetworkModule network, ImageSet clean, PerturbationUnlearning options, RunContext context)
    {
        (_network, _clean, _options, _context) = (network, clean, options, context);
        _device = network.Device;
        _precision = options.Precision ?? (_device.type == DeviceType.CPU ? FastestPrecision.OfProcessor : ConvolutionPrecision.AsWeights);
        _generator = new torch.Generator(Stream("noise").NextUInt64(), _device);
        _pass = new Pass { Generator = _generator, Precision = _precision };
    }

    public UnlearningFindings Run()
    {
        var sample = _clean.Balanced(Math.Min(_options.StatisticsImages, _clean.Count), _context.Seed);
        var (memories, augmentation) = CroppedMemory.Read(_network, sample, _context);
        var sign = BackdoorSigns.Of(memories, _options.SignThreshold);
        _context.Progress?.Invoke("looking for a sign", 1, 1);
        if (sign is { Found: false } && !_options.Force) return LeftAlone(sign, null);

        // Without a sign the direction is noise, and training along noise helps nobody.
        IReadOnlyList<double>? direction = sign is { Found: true }
            ? BatchNormMemory.Read(_network, sample, _context, dropout: true, augmentation)[^1].Direction
            : null;
        var (asked, loss) = Branch();
        var flip = _options.Flip ?? Mirroring.ReadsWell(_network, _clean, _context.Seed, _context.Passes);
        var (classes, pixels) = asked is null or UnlearningBranch.NoBatchNorm ? Search() : (null, []);
        var seen = new Evidence(sign, classes, loss, flip);
        return (asked ?? (classes!.Found ? UnlearningBranch.NoBatchNorm : _options.Force ? UnlearningBranch.FineTuning : null)) switch
        {
            null => LeftAlone(sign, classes),
            UnlearningBranch.FineTuning => FineTuned(seen),
            UnlearningBranch.NoBatchNorm => Trained(seen, UnlearningBranch.NoBatchNorm, [], pixels, null),
            { } branch => Trained(seen, branch, Moving(), [], direction),
        };
    }

    /// <summary>What the clean images told before training.</summary>
    private sealed record Evidence(BackdoorSign? Sign, ClassSign? Classes, double? ReestimationLoss, bool Flip, DirectionUse? Use = null);

    private UnlearningFindings LeftAlone(BackdoorSign? sign, ClassSign? classes) =>
        new(sign, false, null, null, false, ConvolutionPrecision.AsWeights, null, [], [], _context.Passes.Count, _clock.Elapsed.TotalSeconds) { Classes = classes };

    private UnlearningFindings FineTuned(Evidence seen)
    {
        var tuned = new FineTune { Flip = seen.Flip, Precision = _precision }.Attempt(_network, _clean, _context);
        return Findings(seen, UnlearningBranch.FineTuning, null, [], tuned.Epochs);
    }

    private UnlearningFindings Trained(
        Evidence seen, UnlearningBranch branch, IReadOnlyList<UniversalPerturbation> moving, IReadOnlyList<UniversalPerturbation> held, IReadOnlyList<double>? direction)
    {
        var ascent = new Ascent(_network, _pass, _clean, direction, _options.Steering, Stream("ascent"), _context.Passes);
        Ascend(moving, ascent);
        var effects = direction is null ? [] : moving.Select(p => ascent.Effect(p, MeasuredImages)).ToArray();
        using var probes = new PerturbationProbes(_network, _pass, _clean, moving.Count > 0 ? moving : held, MeasuredImages, _context);
        var use = direction is null ? null : DirectionUse.Of(probes.Shares, [.. effects.Select(e => e.Strength)], _options.UsedShare, _options.UsedStrength);
        seen = seen with { Use = use };
        var backdoor = direction is null ? null : BackdoorDirection.Of(direction, [.. effects.Select(e => e.Strength)]);
        if (use is { Found: false } && !_options.Force)
            return LeftAlone(seen.Sign, null) with
            {
                Use = use,
                ReestimationLoss = seen.ReestimationLoss,
                Strength = backdoor!.Strength,
                Perturbations = probes.Compare(_network, effects),
            };

        int? agreed = null;
        if (direction is not null && _options.Hold && LeadingClass.Of(probes.Compare(_network, effects)) is { Agreed: true, Class: var target })
            (agreed, held) = (target, Owned(Classes().Towards(target)));

        var plan = BranchPlan.Of(branch);
        using var targets = new Distillation(_network, _clean, seen.Flip, _options.Temperature, _options.HardShare ?? plan.HardShare, _pass, _context.Passes);
        var epochs = Train(plan, moving, held, ascent, backdoor, targets, seen.Flip);
        return Findings(seen, branch, backdoor?.Strength, probes.Compare(_network, effects), epochs) with { Held = agreed };
    }

    private UnlearningFindings Findings(Evidence seen, UnlearningBranch branch, double? strength, ImmutableArray<PerturbationFinding> found, ImmutableArray<EpochRow> epochs) =>
        new(seen.Sign, true, branch, seen.ReestimationLoss, seen.Flip, _precision, strength, found, epochs, _context.Passes.Count, _clock.Elapsed.TotalSeconds) { Classes = seen.Classes, Use = seen.Use };

    /// <summary>Unlearning and the clean phase.</summary>
    private ImmutableArray<EpochRow> Train(
        BranchPlan plan, IReadOnlyList<UniversalPerturbation> moving, IReadOnlyList<UniversalPerturbation> held, Ascent ascent, BackdoorDirection? backdoor, Distillation targets, bool flip)
    {
        var training = new UnlearningTraining(_network, _clean, _options, plan, backdoor, targets, flip, _pass, _context);
        var epochs = training.Unlearn(moving, held, ascent);
        if (plan.Inject) Reestimate();
        epochs = epochs.AddRange(training.CleanPhase(held));
        // Held perturbations are among the images that batch norm has seen; the network is to be run on clean ones.
        if (plan.Inject && held.Count > 0) Reestimate();
        return epochs;
    }

    private void Reestimate() => BatchNorms.Reestimate(_network, _clean, pass: _pass, passes: _context.Passes, cancellation: _context.Cancellation);

    private (ClassSign? Classes, IReadOnlyList<UniversalPerturbation> Pixels) Search()
    {
        var (sign, pixels) = Classes().Run();
        return (sign, Owned([pixels]));
    }

    private ClassSearch Classes() => new(_network, _pass, _clean, Stream("classes"), _context);

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
    private (UnlearningBranch? Branch, double? Loss) Branch()
    {
        if (_options.Branch is not null || _network.AllNorms.Count == 0) return (_options.Branch, null);
        if (_context.FrozenStatistics) return (UnlearningBranch.FrozenStatistics, null);
        using var copy = _network.Copy();
        BatchNorms.Reestimate(copy, _clean, pass: new Pass { Generator = _generator }, passes: _context.Passes, cancellation: _context.Cancellation);
        var loss = Accuracy(_network) - Accuracy(copy);
        return (loss <= _options.ReestimationTolerance ? UnlearningBranch.BatchStatistics : UnlearningBranch.FrozenStatistics, loss);
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
