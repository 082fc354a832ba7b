using System;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Modules;

/// <summary>
/// The live tensors of one forward pass, by value number. Generated code frees each at its last use; whatever is left when
/// something throws is freed with the frame.
/// </summary>
public sealed class Frame : IDisposable
{
    private readonly torch.Tensor?[] _values;

    /// <summary>Values that the frame may not free (somebody else's) or overwrite (somebody still looks at them).</summary>
    private readonly bool[] _lent;
    private readonly bool[] _kept;

    internal Frame(int values, Pass pass) => (Pass, _values, _lent, _kept) = (pass, new torch.Tensor?[values], new bool[values], new bool[values]);

    private Frame(Frame other)
    {
        Pass = other.Pass;
        _values = (torch.Tensor?[])other._values.Clone();
        _lent = new bool[_values.Length];
        _kept = new bool[_values.Length];
        Array.Fill(_lent, true);
    }

    /// <summary>Where dropout draws from; null for libtorch's global generator.</summary>
    public torch.Generator? Generator => Pass.Generator;

    /// <summary>How the pass runs.</summary>
    internal Pass Pass { get; }

    /// <summary>A value.</summary>
    public torch.Tensor this[int number]
    {
        get => _values[number] ?? throw new InvalidOperationException($"Value {number} is not alive here.");
        set => (_values[number], _lent[number], _kept[number]) = (value, false, false);
    }

    /// <summary>A value that nobody else reads, to be overwritten; the frame gives it up.</summary>
    public torch.Tensor Take(int value)
    {
        var tensor = this[value];
        if (_lent[value] || _kept[value])
        {
            var copy = tensor.clone();
            Free(value);
            return copy;
        }

        _values[value] = null;
        return tensor;
    }

    /// <summary>A convolution, in the precision asked for.</summary>
    public torch.Tensor Convolve(Conv2d layer, torch.Tensor input) =>
        Pass.Precision == ConvolutionPrecision.BFloat16 ? MapOperators.InBFloat16(layer, input) : layer.call(input);

    /// <summary>A convolution that reads the image: in the weights' type, whatever is asked for.</summary>
    public torch.Tensor ConvolveImage(Conv2d layer, torch.Tensor input)
    {
        if (Pass.Precision != ConvolutionPrecision.BFloat16) return layer.call(input);
        using var last = MapOperators.ChannelsLast(input);
        return layer.call(last);
    }

    /// <summary>Ends a value's life.</summary>
    public void Free(int value)
    {
        if (!_lent[value]) _values[value]?.Dispose();
        _values[value] = null;
    }

    /// <summary>Puts somebody else's tensor in; the frame will not free it.</summary>
    internal void Lend(int value, torch.Tensor tensor) => (_values[value], _lent[value]) = (tensor, true);

    /// <summary>Marks a value that an observer may hold on to: it is not overwritten.</summary>
    internal void Keep(int value) => _kept[value] = true;

    /// <summary>Replaces a value by one made from it.</summary>
    internal void Replace(int value, torch.Tensor tensor)
    {
        if (!_lent[value]) _values[value]?.Dispose();
        this[value] = tensor;
    }

    /// <summary>Appends the first <paramref name="rows"/> images once more to every live value.</summary>
    internal void Repeat(int rows)
    {
        for (var i = 0; i < _values.Length; i++)
        {
            if (_values[i] is not { } value) continue;
            using var first = value.narrow(0, 0, rows);
            Replace(i, torch.cat([value, first]));
        }
    }

    /// <summary>The result, handed over to the caller.</summary>
    internal torch.Tensor Result(int value)
    {
        if (_lent[value]) return this[value].alias();
        var tensor = this[value];
        _values[value] = null;
        return tensor;
    }

    /// <summary>A frame with the same values, none of them its own.</summary>
    internal Frame Borrow() => new(this);

    /// <summary>Frees what is still alive.</summary>
    public void Dispose()
    {
        for (var i = 0; i < _values.Length; i++) Free(i);
    }
}
