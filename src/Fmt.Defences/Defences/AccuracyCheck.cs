using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>
/// Whether the answers to clean images have anything to do with their labels. Where they have not, the network's weights, its Mean and Std or the labels
/// are not what they are taken for, and no test or repair means anything.
/// </summary>
internal static class AccuracyCheck
{
    /// <summary>Of fewer images nothing is said: they may all be wrong by bad luck.</summary>
    private const int FewestImages = 10;

    private const string Causes = "Are the weights those of this network, Mean, Std and the order of the colour channels those of training, and the labels in the order of its classes?";
    private const string Remedy = " Nothing was tested or trained; GuardOptions.AnyAccuracy goes on all the same.";

    /// <summary>Looks at the answers to clean images.</summary>
    /// <param name="network">The network's name.</param>
    /// <param name="images">The images, with their labels.</param>
    /// <param name="logits">One row per image, all finite.</param>
    /// <exception cref="NetworkException">All rows are the same, all images are read as one class, no more are read right than by guessing, or many more would be if the classes were in another order.</exception>
    public static void Check(string network, ImageSet images, IReadOnlyList<float[]> logits)
    {
        if (images.Count < FewestImages || images.Classes < 2) return;
        if (logits.All(row => row.AsSpan().SequenceEqual(logits[0])))
            throw new NetworkException(FormattableString.Invariant($"{network} answers all of {images.Count} clean images with the same logits, so it reads nothing in them. ") + Causes + Remedy);
        int[] predicted = [.. logits.Select(row => Array.IndexOf(row, row.Max()))];
        if (predicted.All(p => p == predicted[0]))
            throw new NetworkException(FormattableString.Invariant($"{network} reads all of {images.Count} clean images as class {predicted[0]}. ") + Causes + Remedy);

        var right = Share(images, predicted, label => label);
        var guessing = Guessing(images, predicted);
        var bound = Bound(guessing, images.Count);
        var order = ClassOrder.Find(images, predicted);
        if (right > bound && !(order?.Share > 2 * right)) return;
        throw new NetworkException(
            FormattableString.Invariant($"{network} reads {100 * right:0.#} % of {images.Count} clean images as their label; guessing reads {100 * guessing:0.#} %, and up to {100 * bound:0.#} % with luck. ")
            + (order?.Text ?? Causes) + Remedy);
    }

    /// <summary>Share of the images that are read as what becomes of their label.</summary>
    internal static double Share(ImageSet images, int[] predicted, Func<int, int> becomes) => predicted.Where((p, i) => p == becomes(images.Labels[i])).Count() / (double)predicted.Length;

    /// <summary>What the same answers, dealt out to the images at random, would read right: one in as many as there are classes, where neither labels nor answers prefer some.</summary>
    private static double Guessing(ImageSet images, int[] predicted)
    {
        var labels = images.CountPerClass();
        return predicted.Where(p => p < labels.Length).Sum(p => labels[p] / (double)images.Count) / predicted.Length;
    }

    /// <summary>Three standard errors above guessing (binomial); guessing itself where so few images leave no room for that above it.</summary>
    private static double Bound(double guessing, int images)
    {
        var bound = guessing + 3 * Math.Sqrt(guessing * (1 - guessing) / images);
        return bound <= (1 + guessing) / 2 ? bound : guessing;
    }
}
