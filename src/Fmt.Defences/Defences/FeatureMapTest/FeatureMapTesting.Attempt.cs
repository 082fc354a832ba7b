using System;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Scores;
using TorchSharp;

namespace Fmt.Defences;

public sealed partial record FeatureMapTesting
{
    /// <inheritdoc/>
    public DefenceControls Controls => new(this with { Choice = MapChoice.None }, this with { Choice = MapChoice.AtRandom });

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The network has no testable feature map, or lists cannot be paired with its convolutions by position.</exception>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
    {
        CheckBefore(network);
        var flip = false;
        Workers.Run(1, ThreadsPerJob, [() => flip = Flip ?? Mirroring.ReadsWell(network, clean, context.Seed, context.Passes)]);
        return PruneAndTune(network, clean, context, Tested(network, clean, context, flip), flip);
    }

    /// <inheritdoc/>
    /// <remarks>The maps were tested by the first attempt.</remarks>
    public DefenceTrace AttemptFrozen(NetworkModule network, ImageSet clean, RunContext context, DefenceTrace? first)
    {
        context = context with { FrozenStatistics = true };
        if (first is null || first.Scores.IsEmpty) return Attempt(network, clean, context);
        return PruneAndTune(network, clean, context, new Test(first.Scores, first.ScoringSeconds), first.Flip);
    }

    /// <inheritdoc/>
    public void CheckBefore(NetworkModule network)
    {
        ArgumentNullException.ThrowIfNull(network);
        Check();
        NetworkCheck.HasMaps(network);
        Pruning.Check(network, this);
    }

    /// <summary>Scores of every site, with each layer's own list as its pruned maps, and how long they took.</summary>
    private sealed record Test(ImmutableArray<SiteScores> Scores, double Seconds);

    private Test Tested(NetworkModule network, ImageSet clean, RunContext context, bool flip)
    {
        if (Choice != MapChoice.ByScore) return new Test([], 0);
        var clock = Stopwatch.StartNew();
        // One epoch more than fine-tuning has, so that order, crops and flips are not those of a batch it trains on.
        var score = Score with { Augment = AugmentScoring ? new Augmentation(Crop, flip) : null, AugmentEpoch = Epochs };
        var table = score.Score(network, clean, context);
        var selection = SelectionRule.Divisor(table, PruningDivisor, MinOnePerLayer);
        var images = Math.Min(ScoringImages, clean.Count);
        var rows = network.AllMaps.Select(m => new SiteScores(m.Site.Name, m.Site.Height, m.Site.Width, images, [.. table.At(m.Site.Name)!.Values.Select(v => (int)v)], selection.At(m.Site.Name)));
        return new Test([.. rows], clock.Elapsed.TotalSeconds);
    }

    private DefenceTrace PruneAndTune(NetworkModule network, ImageSet clean, RunContext context, Test test, bool flip)
    {
        network.eval();
        var plan = Pruning.Plan(network, Lists(network, test, context.Seed), this);
        Pruning.Apply(network, plan, this);
        context.AfterPruning?.Invoke(network);
        var epochs = ImmutableArray<EpochRow>.Empty;
        Workers.Run(1, ThreadsPerJob, [() => epochs = Tune(network, clean, context, flip)]);
        return new DefenceTrace(
            epochs,
            [.. List((nameof(Flip), flip), (nameof(ScoringImages), Math.Min(ScoringImages, clean.Count))), new("TestedMaps", "the convolution's own output", "chosen here; the released code sees what an in-place operation leaves there")],
            Choice == MapChoice.ByScore ? FmtNotes.Of(test.Scores, plan, this) : [])
        {
            Scores = test.Scores,
            Pruned = plan.Where(p => p.Site is not null).ToImmutableDictionary(p => p.Layer, p => p.Channels),
            ScoringSeconds = test.Seconds,
            Flip = flip,
        };
    }

    private ImmutableArray<EpochRow> Tune(NetworkModule network, ImageSet clean, RunContext context, bool flip)
    {
        var plan = new FineTuning(Epochs, LearningRate, FinalLearningRate, Momentum, WeightDecay, BatchSize, new Augmentation(Crop, flip), HoldMasks, context.Seed) { FrozenStatistics = context.FrozenStatistics };
        // What a test pass moves comes after an epoch's state was written.
        var checkpoint = TestPass is null ? context.Checkpoint("fine-tuning", network, clean, () => FormattableString.Invariant($"{Identity}\n{plan.Text}")) : null;
        return FineTuner.Tune(network, clean, plan, context, checkpoint, row =>
        {
            if (TestPass is { } shown) Show(network, shown, row.Epoch, context);
        });
    }

    private ImmutableArray<int>[] Lists(NetworkModule network, Test test, int seed)
    {
        if (Choice == MapChoice.ByScore) return [.. test.Scores.Select(s => s.Pruned)];
        if (Choice == MapChoice.None) return [.. network.AllMaps.Select(_ => ImmutableArray<int>.Empty)];
        var random = new RandomSource(seed, "fmt/control");
        return [.. network.AllMaps.Select(m => SelectionRule.AtRandom(m.Site.Channels, SelectionRule.DivisorCount(m.Site.Channels, PruningDivisor, MinOnePerLayer), random))];
    }

    /// <summary>The released code's pass over the test images between epochs, in training mode as fine-tuning left it: batch statistics move towards theirs.</summary>
    private void Show(NetworkModule network, ImageSet images, int epoch, RunContext context)
    {
        using var noGrad = torch.no_grad();
        foreach (var batch in new Batcher(BatchSize, context.Seed).Epoch(images, epoch, network.Device))
        {
            using (batch) network.call(batch.Images).Dispose();
            context.Cancellation.ThrowIfCancellationRequested();
        }
    }
}
