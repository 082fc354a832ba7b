using System;
using System.Collections;
using System.Collections.Generic;

namespace Fmt;

/// <summary>Layers and blocks in sequence, numbered as PyTorch's <c>nn.Sequential</c>.</summary>
/// <param name="layers">The layers.</param>
public sealed class Sequence(params SequenceLayer[] layers) : IReadOnlyList<SequenceLayer>
{
    /// <summary>Number of layers.</summary>
    public int Count => layers.Length;

    /// <summary>The layer at a place, from 0.</summary>
    public SequenceLayer this[int index] => layers[index];

    /// <summary>The block used at a place, from 0.</summary>
    /// <typeparam name="TBlock">The block.</typeparam>
    /// <exception cref="ArgumentException">Something else stands there; the message says what.</exception>
    public TBlock Block<TBlock>(int index)
        where TBlock : class =>
        layers[index].Block as TBlock
        ?? throw new ArgumentException($"{layers[index].Name} is {(layers[index].Block is { } other ? $"a {other.GetType().Name}" : "a layer")}, no {typeof(TBlock).Name}.", nameof(index));

    /// <inheritdoc/>
    public IEnumerator<SequenceLayer> GetEnumerator() => ((IEnumerable<SequenceLayer>)layers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
