using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>One defence after another, each on the network that the one before left, masks included.</summary>
public sealed class DefenceSequence : IDefence
{
    /// <summary>Puts defences in order.</summary>
    /// <param name="name">Name of the whole.</param>
    /// <param name="parts">The defences, at least one.</param>
    /// <exception cref="ArgumentException">There is none.</exception>
    public DefenceSequence(string name, params IEnumerable<IDefence> parts)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        (Name, Parts) = (name, [.. parts]);
        if (Parts.IsEmpty) throw new ArgumentException($"'{name}' has no parts; a sequence is of at least one defence.", nameof(parts));
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The defences in order.</summary>
    public ImmutableArray<IDefence> Parts { get; }

    /// <summary>
    /// Mask, then unlearn, then tune: a mask, three rounds of <see cref="IBau"/> and four epochs of <see cref="FineTune"/>, masks held.
    /// The mask keeps patches out for good, I-BAU removes additive triggers, the clean epochs bring accuracy back.
    /// </summary>
    /// <param name="mask">Masks feature maps. Default, and what was measured: <see cref="ShiftMaskDefence"/>.</param>
    public static DefenceSequence MaskUnlearnTune(IDefence? mask = null) =>
        new("Mask, unlearn, tune", mask ?? new ShiftMaskDefence(), new IBau { Rounds = 3 }, new FineTune { Epochs = 4 });

    /// <inheritdoc/>
    /// <remarks>Epochs are numbered through; settings bear the name of their part. The first part has the context's seed, each other one a seed made from it, so that none repeats another's order.</remarks>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var whole = DefenceTrace.Empty;
        for (var i = 0; i < Parts.Length; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            var seed = i == 0 ? context.Seed : (int)new RandomSource(context.Seed, FormattableString.Invariant($"sequence/{i}")).NextUInt64();
            // A copy of a context has the same counter of passes.
            var trace = Parts[i].Attempt(network, clean, context with { Seed = seed });
            whole = new DefenceTrace(
                [.. whole.Epochs, .. trace.Epochs.Select(e => e with { Epoch = whole.Epochs.Length + e.Epoch })],
                [.. whole.Settings, .. trace.Settings.Select(s => s with { Name = $"{Parts[i].Name}: {s.Name}" })],
                [.. whole.Notes, .. trace.Notes]);
        }

        return whole;
    }
}
