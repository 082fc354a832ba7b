using System;
using System.Collections;
using System.Collections.Generic;
using TorchSharp;

namespace Fmt;

/// <summary>A member without weights (an activation, a pooling, a join): its place in the network and the shape of its result.</summary>
/// <param name="Path">How C# reaches it, for instance <c>Layer1[0].Relu1</c>.</param>
/// <param name="Shape">Shape of one image's result, <c>"64x8x8"</c> or <c>"10"</c>.</param>
public sealed record Activation(string Path, string Shape);

/// <summary>One layer of a <see cref="Sequence"/>.</summary>
/// <param name="Name">Its name in the state_dict, for instance <c>features.3</c>.</param>
/// <param name="Shape">Shape of one image's result.</param>
/// <param name="Module">Its module; null for a layer without weights.</param>
public sealed record SequenceLayer(string Name, string Shape, torch.nn.Module? Module);

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
