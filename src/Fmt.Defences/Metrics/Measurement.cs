using System;
using System.Runtime.InteropServices;
using System.Threading;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Metrics;

/// <summary>Measures what a network does: ACC, ASR and RA as in BackdoorBench.</summary>
/// <remarks>
/// The network is run in evaluation mode without gradients; afterwards every module has the mode it had. It is not moved: its weights must be on the device.
/// A prediction is the class of the largest logit, the first of equal ones; -1 where a logit is not a number.
/// </remarks>
public static class Measurement
{
    /// <summary>Measures ACC on all test images; ASR and RA on the stamped images whose label the attack would change.</summary>
    /// <param name="network">Takes float32 [N,C,H,W] in [0,1] and gives logits [N,classes].</param>
    /// <param name="what">Test images, and trigger and goal where known.</param>
    /// <param name="device">Where the network is; the CPU where null.</param>
    /// <param name="batchSize">Images per forward pass; has no influence on the result but rounding.</param>
    /// <param name="cancellation">Looked at before every batch.</param>
    /// <param name="progress">Told after every batch how many images are done of all, stamped ones counted again.</param>
    /// <returns>The rates in percent; ASR and RA null where no trigger is given.</returns>
    /// <exception cref="DataException">The evaluation does not fit together or to the network, or no test image's label would be changed.</exception>
    public static Rates Run(
        torch.nn.Module<torch.Tensor, torch.Tensor> network, Evaluation what, torch.Device? device = null, int batchSize = 256, CancellationToken cancellation = default,
        Action<int, int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(what);
        what.Check();
        var test = what.Test;
        var all = Select(test, _ => true);
        var attacked = what.Goal is { } wanted ? Select(test, label => wanted.Changes(label, test.Classes)) : [];
        var total = all.Length + attacked.Length;
        var clean = Predict(network, test, all, null, device, batchSize, cancellation, done => progress?.Invoke(done, total));
        var acc = Percent(all, i => clean[i] == test.Labels[i]);
        if (what is not { Trigger: { } trigger, Goal: { } goal }) return new Rates(acc);

        if (attacked.Length == 0)
            throw new DataException("no test image has a label that the attack would change, so ASR and RA have nothing to be measured on.", test.Source);
        var stamped = Predict(network, test, attacked, trigger, device, batchSize, cancellation, done => progress?.Invoke(all.Length + done, total));
        return new Rates(
            acc,
            Percent(attacked, i => stamped[i] == goal.Apply(test.Labels[attacked[i]], test.Classes)),
            Percent(attacked, i => stamped[i] == test.Labels[attacked[i]]));
    }

    /// <summary>The predicted class of some images of a set, optionally with a trigger on them.</summary>
    /// <param name="network">Takes float32 [N,C,H,W] in [0,1] and gives logits [N,classes].</param>
    /// <param name="set">The images.</param>
    /// <param name="indices">Which of them.</param>
    /// <param name="trigger">Stamped on every image; null for the images as they are.</param>
    /// <param name="device">Where the network is; the CPU where null.</param>
    /// <param name="batchSize">Images per forward pass.</param>
    /// <param name="cancellation">Looked at before every batch.</param>
    /// <param name="done">Told after every batch how many images are done.</param>
    /// <returns>One class per index, in their order; -1 where the network's answer is not a number.</returns>
    /// <exception cref="DataException">The network does not give one logit per class of the set.</exception>
    public static int[] Predict(
        torch.nn.Module<torch.Tensor, torch.Tensor> network, ImageSet set, ReadOnlySpan<int> indices, Trigger? trigger = null,
        torch.Device? device = null, int batchSize = 256, CancellationToken cancellation = default, Action<int>? done = null)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(set);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(batchSize);
        var classes = new int[indices.Length];
        using var mode = new EvaluationMode(network);
        using var noGradients = torch.no_grad();
        for (var first = 0; first < indices.Length; first += batchSize)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var count = Math.Min(batchSize, indices.Length - first);
            var images = set.Images(indices.Slice(first, count), device);
            if (trigger is not null) images = trigger.Stamp(images, Originals(set, indices.Slice(first, count)));
            var logits = network.call(images);
            if (logits.dim() != 2 || logits.shape[0] != count || logits.shape[1] != set.Classes)
                throw new DataException(FormattableString.Invariant($"the network gives [{string.Join(',', logits.shape)}] for {count} images; [{count},{set.Classes}] was expected, one logit for each of the set's {set.Classes} classes."), set.Source);
            ArgMax(logits, classes.AsSpan(first, count));
            done?.Invoke(first + count);
        }
        return classes;
    }

    /// <summary>The predicted class of images given as a tensor, in one forward pass.</summary>
    /// <param name="network">Takes float32 [N,C,H,W] in [0,1] and gives logits [N,classes].</param>
    /// <param name="images">[N,C,H,W] in [0,1], on the network's device. Not changed, not disposed.</param>
    /// <returns>One class per image; -1 where the network's answer is not a number.</returns>
    /// <exception cref="DataException">The network does not give [N,classes].</exception>
    public static int[] Predict(torch.nn.Module<torch.Tensor, torch.Tensor> network, torch.Tensor images)
    {
        ArgumentNullException.ThrowIfNull(network);
        return Predict(network, images, network.call);
    }

    /// <summary>The same by a pass that runs as asked for.</summary>
    internal static int[] Predict(NetworkModule network, torch.Tensor images, Pass pass) => Predict(network, images, x => network.forward(x, pass));

    /// <summary>The same for changed images, after a look at whether all predictions are classes: NaN leads nowhere, and would pass for the absence of a sign.</summary>
    /// <exception cref="NetworkException">One is not: the network's answer is not a number.</exception>
    internal static int[] PredictNumbers(NetworkModule network, torch.Tensor images, Pass pass)
    {
        var predicted = Predict(network, images, pass);
        var wrong = predicted.AsSpan().Count(-1);
        return wrong == 0
            ? predicted
            : throw new NetworkException(FormattableString.Invariant($"{network.GetName()} answers {wrong} of {predicted.Length} perturbed images with NaN: nothing can be said of where they lead. Are its weights those of training?"));
    }

    private static int[] Predict(torch.nn.Module network, torch.Tensor images, Func<torch.Tensor, torch.Tensor> forward)
    {
        ArgumentNullException.ThrowIfNull(images);
        using var mode = new EvaluationMode(network);
        using var noGradients = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var logits = forward(images);
        if (logits.dim() != 2 || logits.shape[0] != images.shape[0] || logits.shape[1] == 0)
            throw new DataException(FormattableString.Invariant($"the network gives [{string.Join(',', logits.shape)}] for {images.shape[0]} images; [{images.shape[0]},classes] was expected."));
        var classes = new int[images.shape[0]];
        ArgMax(logits, classes);
        return classes;
    }

    /// <summary>Done here and not by libtorch, which does not promise the first of equal logits and takes NaN for the largest.</summary>
    private static void ArgMax(torch.Tensor logits, Span<int> classes)
    {
        var floats = logits.detach().to(torch.float32).cpu().contiguous();
        ReadOnlySpan<float> values = MemoryMarshal.Cast<byte, float>(floats.bytes);
        var width = (int)floats.shape[1];
        for (var n = 0; n < classes.Length; n++)
        {
            var row = values.Slice(n * width, width);
            var best = 0;
            for (var c = 1; c < width; c++)
                if (row[c] > row[best]) best = c;
            classes[n] = Numbers(row) ? best : -1;
        }
    }

    private static bool Numbers(ReadOnlySpan<float> row)
    {
        foreach (var v in row)
            if (float.IsNaN(v)) return false;
        return true;
    }

    private static int[] Originals(ImageSet set, ReadOnlySpan<int> indices)
    {
        var originals = new int[indices.Length];
        for (var n = 0; n < originals.Length; n++) originals[n] = set.OriginalIndices[indices[n]];
        return originals;
    }

    private static int[] Select(ImageSet set, Func<int, bool> label)
    {
        var chosen = new int[set.Count];
        var count = 0;
        for (var i = 0; i < set.Count; i++)
            if (label(set.Labels[i])) chosen[count++] = i;
        return chosen[..count];
    }

    private static double Percent(int[] images, Func<int, bool> hit)
    {
        var hits = 0;
        for (var i = 0; i < images.Length; i++)
            if (hit(i)) hits++;
        return 100.0 * hits / images.Length;
    }
}
