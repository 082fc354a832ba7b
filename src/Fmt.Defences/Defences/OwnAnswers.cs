using System;
using System.Linq;
using System.Threading;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Metrics;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>Labels for images that have none: what the network itself answers.</summary>
public static class OwnAnswers
{
    /// <summary>The same images with the network's answers as labels. Its errors become labels too, and accuracy on them is agreement with this network.</summary>
    /// <param name="images">Images; their labels are not looked at.</param>
    /// <param name="network">Takes images of this size; run in evaluation mode, not changed.</param>
    /// <param name="cancellation">Looked at before every batch.</param>
    /// <exception cref="NetworkException">An answer is not a number.</exception>
    public static ImageSet LabelledBy(this ImageSet images, NetworkModule network, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(network);
        int[] answers = [], all = [.. Enumerable.Range(0, images.Count)];
        // A fixed number of libtorch threads: the same labels on every number of cores.
        Workers.Run(1, Workers.TrainingThreads, [() => answers = Measurement.Predict(network, images, all, device: network.Device, cancellation: cancellation)]);
        return answers.Contains(-1)
            ? throw new NetworkException($"{network.GetName()} answers {answers.Count(a => a < 0)} of {images.Count} images with NaN, so that they cannot be labelled by it.")
            : images.WithLabels(answers);
    }
}
