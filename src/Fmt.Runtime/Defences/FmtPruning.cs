using System;
using System.Linq;
using Fmt.Data;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>Feature Map Testing as one defence among others, without its report's controls and measurements.</summary>
/// <param name="options">Default: <see cref="FmtOptions.Paper"/>.</param>
public sealed class FmtPruning(FmtOptions? options = null) : IDefence
{
    private readonly FmtOptions _options = options ?? FmtOptions.Paper;

    /// <summary>What it is done with.</summary>
    public FmtOptions Options => _options;

    /// <inheritdoc/>
    public string Name => $"FMT ({_options.Name})";

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, DefenceContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var progress = context.Progress is { } told ? new Inline(p => told(p.Stage.ToString(), p.Done, p.Total)) : null;
        var report = FmtDefence.Run(
            network, clean, _options with { Seed = context.Seed, Recipe = null, Controls = false, ReActivation = false, Evaluation = null, MaxAccuracyLoss = AccuracyGuard.NoBound, FrozenStatistics = context.FrozenStatistics, AnyAccuracy = context.AnyAccuracy }, progress, context.Cancellation);
        // Per image and map a backward and a forward, the clean pass and the start images' graph; then the training.
        var images = report.Scores[0].Images;
        context.Passes.Forward(2L * images);
        context.Passes.Both((long)images * report.Scores.Sum(s => s.Channels) + (long)clean.Count * report.FineTuning.Length);
        return new DefenceTrace(report.FineTuning, report.Settings, report.Notes);
    }

    private sealed class Inline(Action<DefenceProgress> report) : IProgress<DefenceProgress>
    {
        public void Report(DefenceProgress value) => report(value);
    }
}
