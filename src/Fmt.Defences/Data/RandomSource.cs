using System;
using System.Text;

namespace Fmt.Data;

/// <summary>
/// Random numbers that depend on nothing but a seed and the name of their stream: the same on every machine, whatever the thread count.
/// </summary>
/// <remarks>
/// SplitMix64 (Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014): a counter stepped by a constant and mixed.
/// The stream's name sets where the counter starts, so that two purposes (batches, poisoning) never share draws; the empty name is plain SplitMix64.
/// Not safe for use from several threads at once, and not for secrets.
/// </remarks>
public sealed class RandomSource
{
    private const ulong Step = 0x9E3779B97F4A7C15;
    private ulong _counter;

    /// <summary>Opens a stream at its beginning.</summary>
    /// <param name="seed">The user's seed.</param>
    /// <param name="stream">What the numbers are for, for instance <c>batch/3/order</c>.</param>
    public RandomSource(ulong seed, string stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ulong start = 0;
        foreach (var b in Encoding.UTF8.GetBytes(stream)) start = Mix((start ^ b) + Step);
        _counter = seed ^ start;
    }

    /// <summary>Opens a stream at its beginning; a negative seed is as good as any other.</summary>
    public RandomSource(int seed, string stream) : this(unchecked((ulong)seed), stream)
    {
    }

    /// <summary>Where the stream stands.</summary>
    internal ulong Counter
    {
        get => _counter;
        set => _counter = value;
    }

    /// <summary>The next 64 random bits.</summary>
    public ulong NextUInt64() => Mix(_counter = unchecked(_counter + Step));

    /// <summary>A whole number from 0 to <paramref name="bound"/> - 1, each equally likely (no modulo bias).</summary>
    /// <exception cref="ArgumentOutOfRangeException">The bound is not positive.</exception>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bound);
        // Lemire's method: the high half of draw * bound, redrawn in the few cases that would favour some results.
        var range = (ulong)bound;
        var high = Math.BigMul(NextUInt64(), range, out var low);
        if (low >= range) return (int)high;
        var unfair = unchecked(0UL - range) % range;
        while (low < unfair) high = Math.BigMul(NextUInt64(), range, out low);
        return (int)high;
    }

    /// <summary>A number in [0,1), a multiple of 2^-53.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Puts the values in random order (Fisher and Yates, from the last place down).</summary>
    public void Shuffle(Span<int> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = NextInt(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }

    /// <summary>Fills with +1 and -1, equally likely; one draw serves 64 values, lowest bit first.</summary>
    public void Signs(Span<float> values)
    {
        ulong bits = 0;
        for (var i = 0; i < values.Length; i++)
        {
            if (i % 64 == 0) bits = NextUInt64();
            values[i] = (bits & 1) != 0 ? 1f : -1f;
            bits >>= 1;
        }
    }

    /// <summary>0 to <paramref name="count"/> - 1 in random order.</summary>
    internal int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++) order[i] = i;
        Shuffle(order);
        return order;
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
