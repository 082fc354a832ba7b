using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Defences;

/// <summary>The two training phases of perturbation unlearning.</summary>
internal sealed class UnlearningTraining(
    NetworkModule network,
    ImageSet clean,
    PerturbationUnlearning options,
    BranchPlan plan,
    BackdoorDirection? direction,
    Distillation targets,
    bool flip,
    Pass pass,
    RunContext context,
    int round)
{
    private readonly torch.Device _device = network.Device;
    private readonly RandomSource _patterns = new(context.Seed, Named(round, "patterns"));
    private readonly RandomSource _places = new(context.Seed, Named(round, "places"));
    private double? _firstShift;

    /// <summary>Epochs in which half of every batch carries a perturbation.</summary>
    /// <param name="moving">Kept adversarial: they ascend before every step, move up the training loss's own gradient too, and one starts anew every epoch.</param>
    /// <param name="held">They stay as they were found. Where there are both kinds, steps are theirs by turns.</param>
    /// <param name="ascent">How the moving ones ascend.</param>
    public ImmutableArray<EpochRow> Unlearn(IReadOnlyList<UniversalPerturbation> moving, IReadOnlyList<UniversalPerturbation> held, Ascent ascent)
    {
        var (moves, holds) = (0, 0);
        var choice = new RandomSource(context.Seed, Named(round, "restart"));
        Kept[] kept =
        [
            Kept.Of("choice", choice), Kept.Of("ascent", ascent.Random), Kept.Of("turns", () => [moves, holds], turns => (moves, holds) = ((int)turns[0], (int)turns[1])),
            .. moving.Select((p, i) => Kept.Of(FormattableString.Invariant($"perturbation{i}"), p)),
        ];
        return Phase(Title("unlearning"), UnlearningEpochs, plan.LearningRate, kept, (optimizer, step) =>
        {
            var (batch, moment) = (step.Batch, step.Moment);
            if (moving.Count > 0 && moment.Epoch > 0 && moment.Step == moment.Epoch * Steps) moving[choice.NextInt(moving.Count)].Restart(pass.Generator!);
            if (moving.Count == 0 || (held.Count > 0 && holds == moves)) return UnlearnStep(optimizer, batch, held[holds++ % held.Count], options.ResponseWeight).Result;
            var perturbation = moving[moves++ % moving.Count];
            ascent.Step(perturbation, options.StepImages);
            var (result, gradient) = UnlearnStep(optimizer, batch, perturbation, options.ResponseWeight);
            perturbation.Up(gradient);
            return result;
        });
    }

    /// <summary>Epochs by a fresh optimiser, without perturbations or, where some are held, with those.</summary>
    /// <remarks>The response is not held down here: on GTSRB it cost two points of accuracy and won nothing.</remarks>
    public ImmutableArray<EpochRow> CleanPhase(IReadOnlyList<UniversalPerturbation> held)
    {
        var turn = 0;
        return Phase(Title("clean phase"), CleanEpochs, plan.CleanRate, [Kept.Of("turns", () => [turn], turns => turn = (int)turns[0])], (optimizer, step) =>
            held.Count > 0 && turn++ % plan.HeldEvery == 0 ? UnlearnStep(optimizer, step.Batch, held[turn / plan.HeldEvery % held.Count], responseWeight: 0).Result : CleanStep(optimizer, step.Batch));
    }

    /// <summary>A stream of a round's own.</summary>
    private static string Named(int round, string purpose) => round == 0 ? "repair/" + purpose : FormattableString.Invariant($"repair/round {round}/{purpose}");

    private string Title(string phase) => round == 0 ? phase : FormattableString.Invariant($"{phase}, round {round + 1}");

    /// <summary>Of an epoch.</summary>
    private int Steps => (clean.Count + options.BatchSize - 1) / options.BatchSize;

    private int UnlearningEpochs => options.UnlearningEpochs ?? Math.Max(plan.UnlearningEpochs, (options.UnlearningSteps + Steps - 1) / Steps);

    private int CleanEpochs => Math.Max(plan.CleanEpochs, (options.CleanSteps + Steps - 1) / Steps);

    private ImmutableArray<EpochRow> Phase(string name, int epochs, double rate, IReadOnlyList<Kept> kept, Func<torch.optim.Optimizer, TrainingStep<TaughtBatch>, StepResult> step)
    {
        using OptimizerHelper optimizer = plan.Adam ? torch.optim.Adam(network.parameters(), rate) : torch.optim.SGD(network.parameters(), rate, momentum: 0.9);
        var batches = new BatchOrder<TaughtBatch>(Steps, clean.Count, epoch => Epoch(name, epoch));
        var training = new TrainingPlan(name, epochs, RateSchedules.CosineByStep(rate, rate / 100), pass) { Mode = plan.FrozenStatistics ? TrainingMode.FrozenStatistics : TrainingMode.Training };
        var checkpoint = context.Checkpoint(name, network, clean, () => FormattableString.Invariant($"{options.Identity} {plan} {flip} {direction?.Strength} {pass.Precision}"));
        return TrainingLoop.Run(
            network, [new("network", network, optimizer)], batches, training, s => step(optimizer, s), context, checkpoint is null ? null : checkpoint with { More = [Kept.Of("patterns", _patterns), Kept.Of("places", _places), Kept.Of("shift", () => [_firstShift ?? double.NaN], s => _firstShift = double.IsNaN(s[0]) ? null : s[0]), .. kept] });
    }

    private IEnumerable<TaughtBatch> Epoch(string name, int epoch)
    {
        var order = new RandomSource(context.Seed, Named(round, FormattableString.Invariant($"{name}/{epoch}/order"))).Permutation(clean.Count);
        var mirror = new RandomSource(context.Seed, Named(round, FormattableString.Invariant($"{name}/{epoch}/flip")));
        for (var i = 0; i < Steps; i++)
        {
            var count = Math.Min(options.BatchSize, clean.Count - i * options.BatchSize);
            yield return TaughtBatch.Of(clean, order.AsSpan(i * options.BatchSize, count), flip ? mirror : null, targets, _device);
        }
    }

    /// <returns>Loss and right answers, and the loss's gradient at the perturbation.</returns>
    private (StepResult Result, torch.Tensor Gradient) UnlearnStep(torch.optim.Optimizer optimizer, TaughtBatch b, UniversalPerturbation perturbation, double responseWeight)
    {
        var (half, quarter) = (Math.Max(1, b.Count / 2), plan.Patterns ? b.Count / 4 : 0);
        var (first, last) = (b.Rows(0, half), b.Rows(b.Count - quarter, quarter));
        var amount = torch.rand([half, 1, 1, 1], device: _device, generator: pass.Generator) * 0.5 + 0.5;
        var leaf = perturbation.Delta.detach().clone().requires_grad_(true);
        torch.Tensor[] inputs = [b.X, perturbation.On(first.X, amount, leaf), .. quarter > 0 ? [RandomPatterns.On(last.X, _patterns, pass.Generator!)] : Array.Empty<torch.Tensor>()];

        torch.Tensor? maps = null;
        using var watch = direction is null || responseWeight == 0 ? null : network.AllNorms[^1].Observe(m => maps = m.mean([2L, 3]));
        torch.Tensor? features = null;
        using var watchFeatures = plan.ShiftWeight > 0 && network.AllMaps.Count > 0 ? network.AllMaps[^1].Observe(m => features = m.relu()) : null;
        var (logits, injected) = Forward(torch.cat(inputs), plan.Inject ? half : 0);
        var clean = Loss(logits.narrow(0, 0, b.Count), b);
        var perturbed = torch.cat([first.P, last.P]);
        var loss = (clean + options.PerturbedWeight * targets.Loss(logits.narrow(0, b.Count, half + quarter), perturbed, torch.cat([first.Y, last.Y]))) / (1 + options.PerturbedWeight);
        if (injected is not null) loss += options.InjectionWeight * Loss(injected, first);
        if (maps is not null) loss += responseWeight * direction!.Response(maps.narrow(0, 0, half), maps.narrow(0, b.Count, half));
        if (features is not null) loss += plan.ShiftWeight * clean.detach() * Shift(features.narrow(0, 0, half), features.narrow(0, b.Count, half));
        Descend(optimizer, loss);
        return (Result(loss, logits, b), leaf.grad!);
    }

    private StepResult CleanStep(torch.optim.Optimizer optimizer, TaughtBatch b)
    {
        var quarter = plan.Patterns ? b.Count / 4 : 0;
        var last = b.Rows(b.Count - quarter, quarter);
        var half = plan.Inject ? Math.Max(1, b.Count / 2) : 0;
        var (logits, injected) = Forward(quarter > 0 ? torch.cat([b.X, RandomPatterns.On(last.X, _patterns, pass.Generator!)]) : b.X, half);
        var loss = Loss(logits.narrow(0, 0, b.Count), b);
        if (quarter > 0) loss = (loss + Loss(logits.narrow(0, b.Count, quarter), last)) / 2;
        if (injected is not null) loss += options.InjectionWeight * Loss(injected, b.Rows(0, half));
        Descend(optimizer, loss);
        return Result(loss, logits, b);
    }

    /// <summary>Mean of |h' - h|^2 as a share of the first step's. The clean images' maps take no gradient.</summary>
    private torch.Tensor Shift(torch.Tensor clean, torch.Tensor perturbed)
    {
        var shift = (perturbed - clean.detach()).square().sum([1L, 2, 3]).mean();
        _firstShift ??= Math.Max(shift.ToDouble(), 1e-12);
        return shift / _firstShift.Value;
    }

    /// <summary>One forward in training mode; where asked for, the first images run once more behind the last batch norm with the direction injected.</summary>
    private (torch.Tensor Logits, torch.Tensor? Injected) Forward(torch.Tensor x, int again)
    {
        if (plan.FrozenStatistics) BatchNorms.TrainWithFrozenStatistics(network);
        else network.train();
        context.Passes.Both(x.shape[0]);
        if (again == 0 || direction is null) return (network.forward(x, pass), null);
        using (network.AllNorms[^1].Again(again, maps => FeatureInjection.Of(maps, direction.Values, direction.Strength, _places, pass.Generator!)))
        {
            var all = network.forward(x, pass);
            return (all.narrow(0, 0, x.shape[0]), all.narrow(0, x.shape[0], again));
        }
    }

    private torch.Tensor Loss(torch.Tensor logits, TaughtBatch part) => targets.Loss(logits, part.P, part.Y);

    private void Descend(torch.optim.Optimizer optimizer, torch.Tensor loss)
    {
        optimizer.zero_grad();
        loss.backward();
        if (plan.ClipNorm is { } bound) torch.nn.utils.clip_grad_norm_(network.parameters(), bound, 2);
        optimizer.step();
    }

    private static StepResult Result(torch.Tensor loss, torch.Tensor logits, TaughtBatch batch) => StepResult.Of(loss, logits.narrow(0, 0, batch.Count), batch.Y);
}
