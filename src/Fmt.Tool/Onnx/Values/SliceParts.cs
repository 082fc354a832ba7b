using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>The arguments of <c>Slice</c>, which are attributes in old files and inputs in new ones.</summary>
internal static class SliceParts
{
    /// <summary>Start, end and step of every axis that is cut; null where one is not known.</summary>
    /// <param name="node">The node.</param>
    /// <param name="inputs">Its inputs; the first is not read.</param>
    /// <param name="rank">The number of axes of what is cut.</param>
    public static List<(int Axis, double Start, double End, double Step)>? Of(OnnxNode node, Numbers?[] inputs, int rank)
    {
        double[]? Part(string name, int slot) =>
            node.Attributes.TryGetValue(name, out var given) ? [.. given.Ints.Select(i => (double)i)] : inputs.Length > slot ? inputs[slot]?.Values : null;
        bool IsLost(int slot) => node.Inputs.Length > slot && node.Inputs[slot].Length > 0 && inputs[slot] is null;
        if (Part("starts", 1) is not { } starts || Part("ends", 2) is not { } ends || IsLost(3) || IsLost(4)) return null;
        var axes = Part("axes", 3) ?? [.. Enumerable.Range(0, starts.Length).Select(i => (double)i)];
        var steps = Part("steps", 4) ?? [.. starts.Select(_ => 1.0)];
        var all = starts.Concat(ends).Concat(axes).Concat(steps);
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || all.Any(v => v != Math.Truncate(v)) || steps.Contains(0)) return null;
        var parts = starts.Select((s, i) => ((int)(axes[i] < 0 ? axes[i] + rank : axes[i]), s, ends[i], steps[i])).ToList();
        return parts.All(p => p.Item1 >= 0 && p.Item1 < rank) ? parts : null;
    }

    /// <summary>The places that are taken of an axis of so many.</summary>
    public static int[] Indices(double start, double end, double step, long size)
    {
        double Clamp(double at, double low, double high) => Math.Clamp(at < 0 ? at + size : at, low, high);
        var (from, to) = step > 0 ? (Clamp(start, 0, size), Clamp(end, 0, size)) : (Clamp(start, -1, size - 1), Clamp(end, -1, size - 1));
        var count = (int)Math.Max(0, Math.Ceiling((to - from) / step));
        return [.. Enumerable.Range(0, count).Select(i => (int)(from + (i * step)))];
    }
}
