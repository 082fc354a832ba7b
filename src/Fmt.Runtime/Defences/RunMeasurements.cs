using System;
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

/// <summary>What a run of a defence measures with, and how long that took.</summary>
internal sealed class RunMeasurements(FmtOptions options, ImageSet clean, torch.Device device, CancellationToken cancellation)
{
    private readonly Lock _lock = new();

    /// <summary>The options' test images; else accuracy on the clean ones.</summary>
    public Evaluation Evaluation { get; } = options.Evaluation ?? new Evaluation(clean);

    /// <summary>Seconds of all measurements, those side by side each by itself.</summary>
    public double Seconds { get; private set; }

    public Rates Measure(NetworkModule subject)
    {
        var clock = Stopwatch.StartNew();
        var rates = Measurement.Run(subject, Evaluation, device, cancellation: cancellation);
        lock (_lock) Seconds += clock.Elapsed.TotalSeconds;
        return rates;
    }

    /// <summary>Rates of the options' innocent networks.</summary>
    public ImmutableArray<InnocentRates> Innocent() => OnWorker(() => options.Innocent.Select(i => new InnocentRates(i.Name, Measure(i.Network))).ToImmutableArray());

    /// <summary>A few test images, before and after.</summary>
    public ImmutableArray<ExampleImage> Examples(NetworkModule before, NetworkModule after) => OnWorker(() => ExamplePicker.Pick(before, after, Evaluation, device, cancellation));

    /// <summary>Runs on a thread with the options' number of libtorch threads, so that the figure is the same whatever the caller's number is.</summary>
    public T OnWorker<T>(Func<T> work)
    {
        T result = default!;
        Workers.Run(1, options.ThreadsPerJob, [() => result = work()]);
        return result;
    }
}
