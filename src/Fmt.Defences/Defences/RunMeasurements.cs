using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Linq;
using System.Threading;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>What a run of a defence measures with, and how long that took.</summary>
internal sealed class RunMeasurements(DefenceOptions options, GuardedImages images, torch.Device device, IProgress<DefenceProgress>? progress, CancellationToken cancellation)
{
    private const int Threads = 1;

    private readonly Lock _lock = new();

    /// <summary>The options' test images; else accuracy on clean ones, held-out ones where there are any.</summary>
    public Evaluation Evaluation { get; } = options.Evaluation ?? new Evaluation(images.HeldOut ?? images.Fit);

    /// <summary>Seconds of all measurements, those side by side each by itself.</summary>
    public double Seconds { get; private set; }

    /// <param name="subject">The network to measure.</param>
    /// <param name="part">What is measured, for progress; null for the network as it came.</param>
    public Rates Measure(NetworkModule subject, string? part = null)
    {
        var clock = Stopwatch.StartNew();
        var stage = part is null ? DefenceStage.MeasuringBefore : DefenceStage.MeasuringAfter;
        var rates = Measurement.Run(
            subject, Evaluation, device, cancellation: cancellation, progress: (done, all) => progress?.Report(new DefenceProgress(stage, done, all) { Part = part is null ? null : "measuring " + part }));
        lock (_lock) Seconds += clock.Elapsed.TotalSeconds;
        return rates;
    }

    /// <summary>Rates of the options' innocent networks.</summary>
    public ImmutableArray<InnocentRates> Innocent() => OnWorker(() => options.Innocent.Select(i => new InnocentRates(i.Name, Measure(i.Network, i.Name))).ToImmutableArray());

    /// <summary>A few test images, before and after.</summary>
    public ImmutableArray<ExampleImage> Examples(NetworkModule before, NetworkModule after) => OnWorker(() => ExamplePicker.Pick(before, after, Evaluation, device, cancellation));

    /// <summary>What the accuracy of a run without test images is worth, and what no trigger means.</summary>
    public IEnumerable<string> Notes()
    {
        if (options.Unlabelled)
            yield return "The clean images were labelled by the network itself, as it came: what it misreads is taught on, and accuracy on held-out clean images is agreement with it.";
        if (options.Evaluation is { HasAttack: false })
            yield return "No trigger is known: nothing was measured about a backdoor.";
        else if (options.Evaluation is null)
            yield return images.HeldOut is { } held
                ? $"No test images were given: accuracy was measured on {held.Count} of the clean images, which no training here saw; where they were among the network's own training images, it is higher than on others."
                : $"No test images were given: accuracy was measured on the {images.Fit.Count} clean images that the network was trained on, and says little about others.";
    }

    /// <summary>Runs on a thread with a fixed number of libtorch threads, so that the figure is the same whatever the caller's number is.</summary>
    public T OnWorker<T>(Func<T> work)
    {
        T result = default!;
        Workers.Run(1, Threads, [() => result = work()]);
        return result;
    }
}
