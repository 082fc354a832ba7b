using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;

namespace Fmt.Defences;

/// <summary>Another order of the classes under which a network's answers are right: its labels were counted or sorted otherwise.</summary>
/// <param name="Share">Share of the images that are then read right.</param>
/// <param name="Text">Which order, as a sentence.</param>
internal sealed record ClassOrder(double Share, string Text)
{
    /// <summary>Images per class from which on an order can be read off; below, the answers to one image of a class would decide.</summary>
    private const int FewestPerClass = 5;

    /// <summary>The shift, else the permutation, that brings the answers at least half of the way from guessing to all right; null where there is none, or only the order as it is.</summary>
    public static ClassOrder? Find(ImageSet images, int[] predicted)
    {
        var classes = images.Classes;
        var least = (1 + 1.0 / classes) / 2;
        var (by, shifted) = Enumerable.Range(1, classes - 1).Select(k => (By: k, Share: AccuracyCheck.Share(images, predicted, label => (label + k) % classes))).MaxBy(s => s.Share);
        if (shifted >= least)
            return new(shifted, FormattableString.Invariant($"But {100 * shifted:0.#} % are read as label {(2 * by > classes ? $"- {classes - by}" : $"+ {by}")}, modulo {classes}: the labels are shifted against the network's classes (do both count from 0?)."));
        if (images.Count < FewestPerClass * classes) return null;
        var order = Permutation(images, predicted);
        var share = AccuracyCheck.Share(images, predicted, label => order[label]);
        var moved = Enumerable.Range(0, classes).Where(label => order[label] != label).ToArray();
        if (share < least || moved.Length == 0) return null;
        var some = string.Join(", ", moved.Take(5).Select(label => FormattableString.Invariant($"{label} is {order[label]}")));
        return new(share, FormattableString.Invariant($"But {100 * share:0.#} % would be right if the classes were in another order: of the labels, {some}{(moved.Length > 5 ? ", ..." : "")} to the network (folders sorted as text put 10 before 2)."));
    }

    /// <summary>What each label is to the network: the pairs of label and answer, the most frequent first, each of both once.</summary>
    private static Dictionary<int, int> Permutation(ImageSet images, int[] predicted)
    {
        var counts = predicted.Select((answer, i) => (Label: images.Labels[i], Answer: answer)).CountBy(pair => pair).ToDictionary();
        var all = Enumerable.Range(0, images.Classes).SelectMany(label => Enumerable.Range(0, images.Classes).Select(answer => (Label: label, Answer: answer)));
        var (order, taken) = (new Dictionary<int, int>(), new HashSet<int>());
        foreach (var (label, answer) in all.OrderByDescending(pair => counts.GetValueOrDefault(pair)).ThenBy(pair => pair.Label != pair.Answer))
            if (!order.ContainsKey(label) && taken.Add(answer)) order[label] = answer;
        return order;
    }
}
