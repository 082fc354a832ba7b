using System;
using System.Collections.Immutable;
using System.Linq;
using TorchSharp;

namespace Fmt.Weights;

/// <summary>A tensor as PyTorch stores it: shape and strides over a storage.</summary>
/// <param name="Storage">What it reads from.</param>
/// <param name="Offset">Its first element, counted from the storage's part.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Strides">Elements from one index to the next, per dimension.</param>
internal sealed record TorchView(TorchStorage Storage, long Offset, ImmutableArray<long> Shape, ImmutableArray<long> Strides)
{
    public torch.ScalarType Type => Storage.Type;

    /// <summary>Bytes of its elements.</summary>
    public long Bytes => ElementTypes.Bytes(Shape.AsSpan(), Type) ?? 0;

    /// <summary>From the arguments of torch._utils._rebuild_tensor(_v2): storage, offset, size, stride, requires_grad, hooks[, metadata].</summary>
    /// <exception cref="CheckpointException">The view is none, or reaches out of its storage.</exception>
    public static TorchView Rebuild(object?[] arguments, int least, PickleBytes input)
    {
        if (arguments.Length < least || arguments is not [TorchStorage storage, long offset, PickleTuple size, PickleTuple stride, ..])
            throw input.Bad("a tensor is made of something else than a storage, an offset, a size and strides");
        if (arguments.Length > 6 && arguments[6] is not (null or PickleDict { Items.Count: 0 }))
            throw input.Bad("a tensor is stored conjugated or negated", "Save tensor.resolve_conj().resolve_neg()");
        input.Spend(4 * ReadingBudget.Object + 16L * (size.Items.Length + stride.Items.Length));
        ImmutableArray<long> shape = Numbers(size, input), strides = Numbers(stride, input);
        if (shape.Length != strides.Length) throw input.Bad("a tensor's size and strides do not belong together");
        if (ElementTypes.Bytes(shape.AsSpan(), storage.Type) is null) throw input.Bad("a tensor is impossibly large");
        var view = new TorchView(storage, offset, shape, strides);
        return view.LiesInside() ? view : throw input.Bad($"a tensor of size {ElementTypes.Text(shape)} reaches out of its storage of {storage.Count} element(s)");
    }

    /// <summary>Whether the elements are one run in row-major order.</summary>
    public bool IsContiguous
    {
        get
        {
            long expected = 1;
            for (var d = Shape.Length - 1; d >= 0; d--)
            {
                if (Shape[d] != 1 && Strides[d] != expected) return false;
                expected *= Shape[d];
            }
            return true;
        }
    }

    /// <summary>The elements in row-major order: part of the storage where they lie so, else a copy.</summary>
    /// <param name="name">The tensor's name, for the error.</param>
    /// <param name="root">The root storage's bytes.</param>
    /// <param name="budget">What the file may take: a view may repeat elements, so that a small file describes more than fits in memory.</param>
    /// <exception cref="CheckpointException">The copy takes more than the file may.</exception>
    public ReadOnlyMemory<byte> Elements(string name, ReadOnlyMemory<byte> root, ReadingBudget budget)
    {
        if (Bytes == 0) return ReadOnlyMemory<byte>.Empty;
        var first = (Storage.Start + Offset) * ElementTypes.Size(Type);
        if (IsContiguous) return root.Slice((int)first, (int)Bytes);
        if (!budget.Takes(Bytes)) throw budget.Spent("its tensors, as views that repeat elements or do not lie in one piece,", name, "Save the tensors as tensor.contiguous()");
        return Copy(root.Span, first);
    }

    private byte[] Copy(ReadOnlySpan<byte> from, long at)
    {
        var size = ElementTypes.Size(Type);
        // Dimensions of one index move nothing; 63 of them would make every element dear.
        int[] moving = [.. Enumerable.Range(0, Shape.Length).Where(d => Shape[d] != 1)];
        var (copy, index) = (new byte[Bytes], new long[moving.Length]);
        for (var to = 0; ; to += size)
        {
            from.Slice((int)at, size).CopyTo(copy.AsSpan(to));
            var d = moving.Length - 1;
            for (; d >= 0 && ++index[d] == Shape[moving[d]]; d--)
            {
                at -= (Shape[moving[d]] - 1) * Strides[moving[d]] * size;
                index[d] = 0;
            }
            if (d < 0) return copy;
            at += Strides[moving[d]] * size;
        }
    }

    private bool LiesInside()
    {
        if (Offset < 0 || Strides.Any(s => s < 0)) return false;
        if (Bytes == 0) return Offset <= Storage.Count;
        Int128 last = Offset;
        for (var d = 0; d < Shape.Length; d++) last += (Int128)(Shape[d] - 1) * Strides[d];
        return last < Storage.Count;
    }

    private static ImmutableArray<long> Numbers(PickleTuple tuple, PickleBytes input) =>
        tuple.Items.Length <= 64 && tuple.Items.All(i => i is long) ? [.. tuple.Items.Select(i => (long)i!)] : throw input.Bad("a size or strides are no integers, or more than 64");
}
