using System;
using System.Linq;
using Fmt.Defences;
using Fmt.Signs;

namespace Fmt.Tool.Signs;

/// <summary>The signs by name, with their own thresholds.</summary>
internal static class SignList
{
    /// <summary>All of them.</summary>
    public static ISign[] All { get; } = [new MemorySign(), new PixelSign(), new WarpSign(), new AdditiveSign(), new MaximumMarginSign(), new OutlierAttackSign(), new NeuronNoiseSign(), new DefaultSigns()];

    /// <summary>Signs in a list with commas.</summary>
    /// <exception cref="ArgumentException">There is no such sign; the message lists them.</exception>
    public static ISign[] Parse(string list) => [.. list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct().Select(name =>
        All.FirstOrDefault(s => s.Name == name) ?? throw new ArgumentException($"There is no sign '{name}'; there are {string.Join(", ", All.Select(s => s.Name))}."))];
}
