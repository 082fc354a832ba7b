using System;
using System.Linq;
using Fmt.Data;
using Xunit;

namespace Fmt.Tests.Data;

public class RandomSourceTests
{
    [Fact]
    public void Nameless_stream_is_published_split_mix64()
    {
        var random = new RandomSource(1234567UL, "");
        ulong[] published = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.Equal(published, published.Select(_ => random.NextUInt64()));
    }

    /// <summary>Values of the same definition written in Python.</summary>
    [Fact]
    public void Named_streams_give_the_same_numbers_everywhere()
    {
        var batch = new RandomSource(0, "batch/3/order");
        Assert.Equal((ulong[])[9244552813533065020, 2620812090178514020, 11941986245300724547], Enumerable.Range(0, 3).Select(_ => batch.NextUInt64()));
        var dice = new RandomSource(1, "dice");
        Assert.Equal((int[])[5, 0, 5, 5, 5, 5, 5, 4, 4, 4, 2, 2], Enumerable.Range(0, 12).Select(_ => dice.NextInt(6)));
        var real = new RandomSource(9, "x");
        Assert.Equal((double[])[0.3874228420976136, 0.12552867978907944], Enumerable.Range(0, 2).Select(_ => real.NextDouble()));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(int.MaxValue)]
    public void Numbers_stay_below_the_bound_and_spread_evenly(int bound)
    {
        var random = new RandomSource(4, "spread");
        int[] draws = [.. Enumerable.Range(0, 30_000).Select(_ => random.NextInt(bound))];
        Assert.All(draws, d => Assert.InRange(d, 0, bound - 1));
        // Mean of a uniform draw, within six standard errors.
        double mean = draws.Average(d => (double)d), expected = (bound - 1) / 2.0, error = bound / Math.Sqrt(12 * 30_000.0);
        Assert.InRange(mean, expected - 6 * error, expected + 6 * error);
    }

    [Fact]
    public void Shuffle_makes_every_order_equally_often()
    {
        var random = new RandomSource(2, "orders");
        var counts = new int[27];
        for (var k = 0; k < 12_000; k++)
        {
            int[] order = [0, 1, 2];
            random.Shuffle(order);
            counts[order[0] * 9 + order[1] * 3 + order[2]]++;
        }
        Assert.Equal(6, counts.Count(c => c > 0));
        Assert.All(counts.Where(c => c > 0), c => Assert.InRange(c, 1750, 2250));
    }

    [Fact]
    public void Signs_are_one_or_minus_one_and_balanced()
    {
        var signs = new float[10_001];
        new RandomSource(3, "signs").Signs(signs);
        Assert.All(signs, s => Assert.True(s is 1 or -1));
        Assert.InRange(signs.Sum(), -600, 600);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    public void Bound_must_be_positive(int bound) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomSource(0, "x").NextInt(bound));
}
