using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using TorchSharp;

namespace Fmt.Attacks;

/// <summary>A fixed mark: a patch, a blended picture, a faint pattern. Immutable; holds no tensors.</summary>
public sealed class PatternTrigger : Trigger
{
    // All modes are clip(x * keep + add), the last one with a remainder in between.
    private readonly float[] _keep;
    private readonly float[] _add;

    /// <summary>Makes a trigger of numbers.</summary>
    /// <param name="mode">Replace or add.</param>
    /// <param name="pattern">[C,H,W] row-major; in [0,1] to replace, in [-1,1] to add.</param>
    /// <param name="mask">[H,W] or [C,H,W] in [0,1]: how strongly the pattern shows at each pixel; empty or default for everywhere.</param>
    /// <param name="alpha">Strength in (0,1]; Blended uses 0.2, a patch 1.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <exception cref="ArgumentException">Wrong lengths, values out of range, or a trigger that changes nothing.</exception>
    public PatternTrigger(TriggerMode mode, ImmutableArray<float> pattern, ImmutableArray<float> mask, double alpha, int channels, int height, int width)
        : this(mode, pattern, mask, alpha, channels, height, width, null)
    {
    }

    internal PatternTrigger(
        TriggerMode mode, ImmutableArray<float> pattern, ImmutableArray<float> mask, double alpha, int channels, int height, int width, TriggerRecipe? recipe)
        : base(channels, height, width)
    {
        if (!(alpha > 0 && alpha <= 1)) throw new ArgumentOutOfRangeException(nameof(alpha), alpha, "Alpha is above 0 and at most 1.");
        int area = height * width, size = channels * area;
        if (pattern.IsDefault || pattern.Length != size)
            throw new ArgumentException(FormattableString.Invariant($"The pattern has {(pattern.IsDefault ? 0 : pattern.Length)} values; {channels}x{height}x{width} take {size}."), nameof(pattern));
        if (mask.IsDefault) mask = [];
        if (mask.Length != 0 && mask.Length != area && mask.Length != size)
            throw new ArgumentException(FormattableString.Invariant($"The mask has {mask.Length} values; {height}x{width} take {area}, {channels}x{height}x{width} take {size}."), nameof(mask));
        float lowest = mode == TriggerMode.Replace ? 0 : -1;
        if (!pattern.All(v => v >= lowest && v <= 1)) throw new ArgumentException(FormattableString.Invariant($"The pattern has a value outside [{lowest},1]."), nameof(pattern));
        if (!mask.All(v => v is >= 0 and <= 1)) throw new ArgumentException("The mask has a value outside [0,1].", nameof(mask));

        (Mode, Pattern, Alpha) = (mode, pattern, alpha);
        Mask = [.. Enumerable.Range(0, size).Select(i => mask.Length == 0 ? 1f : mask[mask.Length == area ? i % area : i])];
        float[] strength = [.. Mask.Select(m => (float)alpha * m)];
        _keep = [.. strength.Select(s => mode == TriggerMode.Replace ? 1 - s : 1)];
        _add = [.. strength.Select((s, i) => s * pattern[i])];
        var idle = mode == TriggerMode.Replace ? strength.All(s => s == 0) : _add.All(a => a == 0);
        if (idle) throw new ArgumentException(mode == TriggerMode.Replace ? "The mask is zero everywhere: the trigger changes no pixel." : "The pattern is zero wherever the mask is not: the trigger changes no pixel.", mode == TriggerMode.Replace ? nameof(mask) : nameof(pattern));
        Recipe = recipe ?? TriggerRecipe.Of("pattern", ("mode", Mode), ("alpha", alpha), ("pattern", TriggerRecipe.Digest(pattern.AsSpan())), ("mask", TriggerRecipe.Digest(Mask.AsSpan())));
    }

    /// <summary>Replace or add.</summary>
    public TriggerMode Mode { get; }

    /// <summary>[C,H,W] row-major, where 1 is white.</summary>
    public ImmutableArray<float> Pattern { get; }

    /// <summary>[C,H,W] row-major in [0,1].</summary>
    public ImmutableArray<float> Mask { get; }

    /// <summary>Strength in (0,1].</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public override TriggerRecipe Recipe { get; }

    /// <summary>Writes the pattern as a NumPy array, float32 [C,H,W], which a case file can name. The file is whole or not there.</summary>
    /// <param name="file">The file, <c>.npy</c>; its folder must exist.</param>
    /// <exception cref="System.IO.IOException">It cannot be written.</exception>
    public void SavePattern(string file) => NumpyFile.Write(file, Pattern.AsSpan(), [Channels, Height, Width]);

    /// <inheritdoc/>
    protected override torch.Tensor Apply(torch.Tensor images, ReadOnlySpan<int> indices)
    {
        using torch.Tensor keep = Like(images, _keep, Channels, Height, Width), add = Like(images, _add, Channels, Height, Width), kept = images * keep, sum = kept + add;
        if (Mode != TriggerMode.AddWrapAround) return sum.clamp(0, 1);
        using torch.Tensor share = sum * (255 / 256f), raised = share + 1e-5f, turns = raised.floor(), back = turns * (256 / 255f), rest = sum - back;
        return rest.clamp(0, 1);
    }

    private protected override void StampBytes(Span<byte> images, ReadOnlySpan<int> indices, ByteRounding rounding)
    {
        for (var i = 0; i < images.Length; i++)
        {
            var k = i % _keep.Length;
            var value = images[i] * _keep[k] + 255 * _add[k];
            if (Mode == TriggerMode.AddWrapAround) value -= 256 * MathF.Floor((value + 1e-3f) / 256);
            images[i] = ToByte(value, rounding);
        }
    }
}
