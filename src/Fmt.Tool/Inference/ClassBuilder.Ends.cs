using System;
using System.Linq;

namespace Fmt.Tool.Inference;

internal sealed partial class ClassBuilder
{
    /// <summary>Ends the network at its logits; gives their number.</summary>
    private long AddEnd()
    {
        var classes = _current.Width.Values[0] ?? 1;
        if (!_current.Width.IsMap) return classes;
        // No Linear at the end: a convolution gave one map for each class.
        AddGuess("Pool", Guess("GlobalAvgPool2d", "pooling"));
        AddGuess("Flat", Guess("Flatten", "pooling"), _current.Width with { IsMap = false });
        return classes;
    }

    /// <summary>An input of the size customary for such a stem, large enough for the guessed strides and pools.</summary>
    private string GuessInput()
    {
        var channels = _input.Values[0] ?? 3;
        if (!_input.IsMap) return channels switch { 784 => "1x28x28", 3072 => "3x32x32", _ => FormattableString.Invariant($"1x1x{channels}") };
        var stem = _columns.SelectMany(c => c.Sample.Layers).FirstOrDefault(l => l.Path == _ends.Stem);
        var size = stem is { KernelHeight: >= 7 } || _downsamplings > 4 ? 224 : channels == 1 ? 28 : 32;
        if (_downsamplings > 7) size = 1 << Math.Min(_downsamplings, 12);
        return FormattableString.Invariant($"{channels}x{size}x{size}");
    }
}
