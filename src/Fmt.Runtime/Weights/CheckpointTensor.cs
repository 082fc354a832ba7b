using System;
using System.Collections.Immutable;
using TorchSharp;

namespace Fmt.Weights;

/// <summary>A named tensor of a checkpoint, as bytes.</summary>
/// <param name="Name">Its name in the state_dict, for instance <c>layer1.0.conv1.weight</c>.</param>
/// <param name="Type">The element type.</param>
/// <param name="Shape">The shape; empty for a scalar.</param>
/// <param name="Data">The elements, contiguous, row-major, little-endian; as many bytes as shape and type make.</param>
public sealed record CheckpointTensor(string Name, torch.ScalarType Type, ImmutableArray<long> Shape, ReadOnlyMemory<byte> Data)
{
    /// <summary>A copy of a tensor's elements, wherever it lies and however it is strided.</summary>
    /// <param name="name">The name to give it.</param>
    /// <param name="tensor">Any tensor of an element type in <see cref="Checkpoint"/>'s list; stays the caller's.</param>
    /// <exception cref="ArgumentException">The element type cannot be stored.</exception>
    public static CheckpointTensor Of(string name, torch.Tensor tensor)
    {
        ArgumentNullException.ThrowIfNull(tensor);
        if (!ElementTypes.IsKnown(tensor.dtype)) throw new ArgumentException($"{name} has element type {tensor.dtype}, which a checkpoint cannot hold; convert it to Float32 first.", nameof(tensor));
        using var plain = tensor.detach();
        using var here = plain.cpu();
        using var rows = here.contiguous();
        return new CheckpointTensor(name, tensor.dtype, [.. tensor.shape], rows.numel() == 0 ? [] : rows.bytes.ToArray());
    }

    /// <summary>A tensor of this type and shape on the CPU with a copy of the elements; the caller disposes it.</summary>
    public torch.Tensor ToTensor()
    {
        var tensor = torch.empty(Shape.AsSpan(), Type);
        if (!Data.IsEmpty) Data.Span.CopyTo(tensor.bytes);
        return tensor;
    }
}
