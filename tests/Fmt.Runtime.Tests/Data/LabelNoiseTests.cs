using System;
using System.Linq;
using Fmt.Data;
using Fmt.Files;
using Xunit;

namespace Fmt.Tests.Data;

public sealed class LabelNoiseTests
{
    private static readonly ImageSet Clean = Sets.Numbered(4, [.. Enumerable.Range(0, 4000).Select(i => i % 4)]);

    [Fact]
    public void The_share_gets_one_of_the_other_classes_each_about_equally_often()
    {
        var noisy = LabelNoise.Apply(Clean, 0.25, 7);
        Assert.Equal(Clean.Numbers(), noisy.Numbers());
        int[] moved = [.. Clean.Labels.Zip(noisy.Labels, (was, now) => (now - was + 4) % 4).Where(m => m != 0)];
        Assert.Equal(1000, moved.Length);
        // 333 of each of the three others; five standard deviations are 75.
        Assert.All(new[] { 1, 2, 3 }, m => Assert.InRange(moved.Count(v => v == m), 258, 409));
    }

    [Fact]
    public void The_draw_is_of_its_seed()
    {
        Assert.Equal<int>(LabelNoise.Apply(Clean, 0.1, 1).Labels, LabelNoise.Apply(Clean, 0.1, 1).Labels);
        Assert.NotEqual<int>(LabelNoise.Apply(Clean, 0.1, 1).Labels, LabelNoise.Apply(Clean, 0.1, 2).Labels);
        Assert.Equal<int>(Clean.Labels, LabelNoise.Apply(Clean, 0, 1).Labels);
        Assert.DoesNotContain(Clean.Labels.Zip(LabelNoise.Apply(Clean, 1, 1).Labels), p => p.First == p.Second);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelNoise.Apply(Clean, -0.1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => LabelNoise.Apply(Clean, double.NaN, 1));
        Assert.Contains("one class", Assert.Throws<DataException>(() => LabelNoise.Apply(Sets.Numbered(1, 0, 0), 0.5, 1)).Message);
    }
}
