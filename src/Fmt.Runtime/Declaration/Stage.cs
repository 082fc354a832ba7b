using System;
using System.Collections;
using System.Collections.Generic;

namespace Fmt;

/// <summary>A block used several times in a row.</summary>
/// <typeparam name="TBlock">The block.</typeparam>
/// <param name="blocks">The uses, in order.</param>
public sealed class Stage<TBlock>(params TBlock[] blocks) : IReadOnlyList<TBlock>
{
    /// <summary>Number of uses.</summary>
    public int Count => blocks.Length;

    /// <summary>One use, from 0.</summary>
    public TBlock this[int index] => index >= 0 && index < blocks.Length
        ? blocks[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"This stage has {blocks.Length} blocks, numbered from 0.");

    /// <inheritdoc/>
    public IEnumerator<TBlock> GetEnumerator() => ((IEnumerable<TBlock>)blocks).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
