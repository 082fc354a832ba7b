using System.Collections;
using System.Collections.Generic;

namespace Fmt;

/// <summary>Layers in sequence, numbered as PyTorch's <c>nn.Sequential</c>.</summary>
/// <param name="layers">The layers.</param>
public sealed class Sequence(params SequenceLayer[] layers) : IReadOnlyList<SequenceLayer>
{
    /// <summary>Number of layers.</summary>
    public int Count => layers.Length;

    /// <summary>The layer at a place, from 0.</summary>
    public SequenceLayer this[int index] => layers[index];

    /// <inheritdoc/>
    public IEnumerator<SequenceLayer> GetEnumerator() => ((IEnumerable<SequenceLayer>)layers).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
