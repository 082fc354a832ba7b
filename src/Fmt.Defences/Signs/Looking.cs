using System;
using System.Diagnostics;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Signs;

/// <summary>What a sign works with while it looks at one network: images, streams of random numbers, the pass, the passes counted.</summary>
internal sealed class Looking : IDisposable
{
    private readonly RunContext _outer;
    private readonly string _purpose;
    private readonly torch.Generator _generator;

    private Looking(string purpose, NetworkModule network, ImageSet clean, RunContext context)
    {
        (Network, Clean, _outer, _purpose) = (network, clean, context, purpose);
        Context = new RunContext(context.Seed, context.Progress, context.Cancellation);
        _generator = new torch.Generator(Stream("noise").NextUInt64(), network.Device);
        var precision = network.Device.type == DeviceType.CPU ? FastestPrecision.OfProcessor : ConvolutionPrecision.AsWeights;
        Pass = new Pass { Generator = _generator, Precision = precision };
    }

    public NetworkModule Network { get; }

    public ImageSet Clean { get; }

    /// <summary>Counts this sign's own passes.</summary>
    public RunContext Context { get; }

    /// <summary>In bfloat16 where the processor has it.</summary>
    public Pass Pass { get; }

    /// <summary>A stream of this sign.</summary>
    public RandomSource Stream(string purpose) => new(_outer.Seed, $"signs/{_purpose}/{purpose}");

    /// <summary>Looks, on a thread with a fixed number of libtorch threads: the same result on every number of cores, and one sign beside another.</summary>
    public static SignReading At(string name, double threshold, NetworkModule network, ImageSet clean, RunContext context, Func<Looking, SignReading> look)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(clean);
        ArgumentNullException.ThrowIfNull(context);
        SignReading reading = null!;
        Workers.Run(1, 1, [() => reading = Here(name, threshold, network, clean, context, looking => (look(looking), 0)).Reading]);
        return reading;
    }

    /// <summary>The same for a sign that finds something, which is let go.</summary>
    public static SignReading At(ITriggerSign sign, NetworkModule network, ImageSet clean, RunContext context) => At(sign.Name, sign.Threshold, network, clean, context, looking =>
    {
        var (reading, found) = sign.Search(looking);
        found.Dispose();
        return reading;
    });

    /// <summary>Looks on the thread that asks, for a reading and something beside it.</summary>
    public static (SignReading Reading, T Found) Here<T>(string name, double threshold, NetworkModule network, ImageSet clean, RunContext context, Func<Looking, (SignReading, T)> look)
    {
        context.Cancellation.ThrowIfCancellationRequested();
        var clock = Stopwatch.StartNew();
        using var looking = new Looking(name, network, clean, context);
        using var mode = new EvaluationMode(network);
        var (reading, found) = look(looking);
        var passes = looking.Context.Passes.Count;
        context.Passes.Add(passes);
        return (reading with { Sign = name, Threshold = threshold, Passes = passes, Seconds = clock.Elapsed.TotalSeconds }, found);
    }

    /// <summary>A reading, which <see cref="Here"/> completes.</summary>
    public static SignReading Reading(double? statistic) => new("", statistic, 0, default!, 0);

    /// <summary>A sign that says nothing.</summary>
    public static SignReading Nothing(string why) => Reading(null) with { Invalid = why };

    /// <summary>The largest of the classes' numbers, and whose it is.</summary>
    public static SignReading Largest(double[] classes) => Reading(classes.Max()) with { Class = Array.IndexOf(classes, classes.Max()), Classes = [.. classes] };

    public void Dispose() => _generator.Dispose();
}
