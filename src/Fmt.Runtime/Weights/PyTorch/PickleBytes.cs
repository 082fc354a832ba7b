using System;
using System.Buffers.Binary;
using System.Text;

namespace Fmt.Weights;

/// <summary>A pickle's bytes with a place in them; every read is checked.</summary>
/// <param name="entry">What to call the bytes in messages.</param>
/// <param name="bytes">The bytes.</param>
/// <param name="budget">What the file may take.</param>
internal sealed class PickleBytes(string entry, ReadOnlyMemory<byte> bytes, ReadingBudget budget)
{
    private static readonly UTF8Encoding _strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The next byte's place.</summary>
    public int At { get; private set; }

    public int Left => bytes.Length - At;

    private string Place => FormattableString.Invariant($"{entry}, byte {At}");

    /// <summary>Takes from the file's budget.</summary>
    /// <exception cref="CheckpointException">It is spent.</exception>
    public void Spend(long cost)
    {
        if (!budget.Takes(cost)) throw budget.Spent("the objects of its pickle", Place, "No file of weights needs that: get it anew, or save torch.save(model.state_dict(), path)");
    }

    public CheckpointException Bad(string problem, string remedy = "The file is damaged, cut off or not PyTorch's: fetch or write it again", Exception? inner = null) =>
        new(problem, Place, remedy, inner);

    public byte U8() => Take(1).Span[0];

    public int U16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2).Span);

    public int I32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4).Span);

    public uint U32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4).Span);

    public ulong U64() => BinaryPrimitives.ReadUInt64LittleEndian(Take(8).Span);

    public double F64BigEndian() => BinaryPrimitives.ReadDoubleBigEndian(Take(8).Span);

    public ReadOnlyMemory<byte> Take(ulong count)
    {
        if (count > (ulong)Left) throw Bad($"it ends too early: {count} more byte(s) are named and {Left} are left");
        var taken = bytes.Slice(At, (int)count);
        At += (int)count;
        return taken;
    }

    public string Utf8(ulong count)
    {
        var text = Take(count);
        Spend(ReadingBudget.Object + 2L * text.Length);
        try
        {
            return _strict.GetString(text.Span);
        }
        catch (DecoderFallbackException e)
        {
            throw Bad("a text is not UTF-8", inner: e);
        }
    }

    /// <summary>Text up to a line end, without it.</summary>
    public string Line()
    {
        var end = bytes.Span[At..].IndexOf((byte)'\n');
        if (end < 0) throw Bad("it ends too early: a line has no end");
        var text = Utf8((ulong)end);
        At++;
        return text.TrimEnd('\r');
    }
}
