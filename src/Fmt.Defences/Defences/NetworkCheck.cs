using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>
/// What must hold before a network is tested or trained, and afterwards: weights and answers are numbers. Of one that answers with NaN every statistic
/// is NaN, no NaN is above a threshold, and it would pass for one without a sign.
/// </summary>
internal static class NetworkCheck
{
    private const int Images = 512;
    private const int BatchImages = 128;

    /// <summary>Answers beyond this are as good as infinite: float32 tells neighbours there a sixteenth apart, and a loss of them says nothing. Trained networks stay below a thousand.</summary>
    private const float LargestLogit = 1e6f;

    /// <summary>A weight beyond this is named where answers are no numbers: trained ones stay below a hundred.</summary>
    private const double LargeWeight = 1e4;

    /// <summary>Before anything is measured or trained.</summary>
    /// <exception cref="NetworkException">Weights or answers are not numbers, or the answers have nothing to do with the labels.</exception>
    /// <param name="network">The network to be defended.</param>
    /// <param name="clean">Clean images with true labels.</param>
    /// <param name="anyAccuracy">Whether any accuracy will do.</param>
    /// <param name="context">Seed, cancellation.</param>
    /// <param name="innocent">Networks to be measured beside it, whose answers must be numbers too.</param>
    public static void Before(NetworkModule network, ImageSet clean, bool anyAccuracy, RunContext context, params IEnumerable<NetworkModule> innocent) => OnWorker(() =>
    {
        var sample = Sample(clean, context.Seed);
        var logits = Numbers(network, sample, context.Cancellation);
        foreach (var other in innocent) Numbers(other, sample, context.Cancellation);
        if (!anyAccuracy) AccuracyCheck.Check(network.GetName(), sample, logits);
    });

    /// <summary>Refuses a network in which there is nothing to test or prune.</summary>
    /// <exception cref="InvalidOperationException">It has no testable feature map.</exception>
    public static void HasMaps(NetworkModule network)
    {
        if (network.AllMaps.Count == 0)
            throw new InvalidOperationException($"{network.GetName()} has no testable feature map, so there is nothing to test or prune. Declare at least one Conv2d that is testable.");
    }

    /// <summary>Refuses images that the network cannot take.</summary>
    /// <exception cref="DataException">Another size, or more classes than the network has.</exception>
    public static void Fits(NetworkModule network, ImageSet images, string which)
    {
        var (channels, height, width) = network.InputShape;
        if ((images.Channels, images.Height, images.Width) != (channels, height, width))
            throw new DataException($"the {which} images are {images.Channels}x{images.Height}x{images.Width}, {network.GetName()} takes {channels}x{height}x{width}.", images.Source);
        if (images.Classes > network.ClassCount)
            throw new DataException($"the {which} images have {images.Classes} classes, {network.GetName()} has {network.ClassCount}.", images.Source);
    }

    /// <summary>After a repair.</summary>
    /// <exception cref="NetworkException">It left weights or answers that are not numbers.</exception>
    public static void After(NetworkModule network, ImageSet clean, RunContext context) => OnWorker(() =>
    {
        if (StateValues.Invalid(network) is { IsEmpty: false } invalid)
            throw new NetworkException($"The repair left values in {network.GetName()} that no network can compute with:\n  {string.Join("\n  ", invalid)}\nThe network is as it came.");
        if (!Logits(network, Sample(clean, context.Seed), context.Cancellation).All(AreNumbers))
            throw new NetworkException(FormattableString.Invariant($"After the repair {network.GetName()} answered clean images with NaN, infinity or more than {LargestLogit:0e+0}. The network is as it came."));
    });

    /// <summary>The logits, after a look at whether weights and logits are numbers.</summary>
    private static List<float[]> Numbers(NetworkModule network, ImageSet images, CancellationToken cancellation)
    {
        if (StateValues.Invalid(network) is { IsEmpty: false } invalid)
            throw new NetworkException($"{network.GetName()} has values that no network can compute with:\n  {string.Join("\n  ", invalid)}\nNothing was tested or trained.");
        var logits = Logits(network, images, cancellation);
        return logits.Count(row => !AreNumbers(row)) is > 0 and var wrong
            ? throw new NetworkException(FormattableString.Invariant($"{network.GetName()} answers {100.0 * wrong / logits.Count:0.#} % of {logits.Count} clean images with NaN, infinity or more than {LargestLogit:0e+0}{Where(network, images)}. Weights of another scale do that, and Mean and Std that are not those of training. Nothing was tested or trained."))
            : logits;
    }

    private static void OnWorker(Action check) => Workers.Run(1, Workers.TrainingThreads, [check]);

    private static ImageSet Sample(ImageSet clean, int seed) => clean.Balanced(Math.Min(Images, clean.Count), seed);

    /// <summary>NaN is at most nothing.</summary>
    private static bool AreNumbers(float[] logits) => logits.All(v => Math.Abs(v) <= LargestLogit);

    /// <summary>One row per image.</summary>
    private static List<float[]> Logits(NetworkModule network, ImageSet images, CancellationToken cancellation)
    {
        using var mode = new EvaluationMode(network);
        using var noGradients = torch.no_grad();
        var rows = new List<float[]>(images.Count);
        foreach (var indices in Enumerable.Range(0, images.Count).Chunk(BatchImages))
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var logits = network.call(images.Images(indices, network.Device)).to(torch.float32).cpu().contiguous();
            rows.AddRange(MemoryMarshal.Cast<byte, float>(logits.bytes).ToArray().Chunk((int)logits.shape[1]));
        }

        return rows;
    }

    /// <summary>The first layer whose output is not finite, of those with feature maps or batch norm, and the largest weight where it is large.</summary>
    private static string Where(NetworkModule network, ImageSet images)
    {
        string? first = null;
        Action<torch.Tensor> Look(string name) => maps => first ??= StateValues.AreFinite(maps) ? null : name;
        IDisposable[] watches = [.. network.AllMaps.Select(m => m.Observe(Look(m.Site.Name))), .. network.AllNorms.Select(n => n.Observe(Look(n.Site.Name)))];
        try
        {
            Logits(network, images, CancellationToken.None);
        }
        finally
        {
            foreach (var watch in watches) watch.Dispose();
        }

        var (name, value) = StateValues.Largest(network);
        return (first is null ? "" : $"; the first layer whose output is not finite is {first}")
            + (value > LargeWeight ? FormattableString.Invariant($"; the largest value of its state is {value:0.#e+0}, in {name}") : "");
    }
}
