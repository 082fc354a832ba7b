using System;
using System.Linq;
using Fmt.Data;
using Fmt.Files;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Data;

public class ImageSetTests
{
    [Fact]
    public void Tensor_is_byte_over255_as_torch_divides_it()
    {
        var set = new ImageSet([.. Enumerable.Range(0, 256).Select(i => (byte)i)], [0, 1], 2, 8, 8, 2);
        using var scope = torch.NewDisposeScope();
        var images = set.Images([1, 0]);
        var expected = torch.arange(256, dtype: torch.float32).div(255).reshape(2, 2, 8, 8).flip(0);
        Assert.Equal([2, 2, 8, 8], images.shape);
        Assert.Equal(expected.data<float>().ToArray(), images.data<float>().ToArray());
        Assert.Equal([1L, 0, 1], set.LabelTensor([1, 0, 1]).data<long>().ToArray());
    }

    [Fact]
    public void Sample_is_a_permutation_known_in_advance()
    {
        var set = Sets.Numbered(1, new int[10]);
        Assert.Equal([8, 0, 2, 7, 5, 1, 9, 4, 3, 6], set.Sample(1, 0).Numbers());
        Assert.Equal([8, 0, 2], set.Sample(0.3, 0).Numbers());
        Assert.Equal([7, 8, 0, 9, 1], set.Sample(0.5, -1).Numbers());
        var quarter = Sets.Numbered(1, new int[10_000]).Sample(0.25, 0).Numbers();
        Assert.Equal(2500, quarter.Length);
        Assert.Equal([6558, 1537, 8203, 7057, 3900, 1503, 5959, 2552], quarter[..8]);
        Assert.Equal(12335163, quarter.Sum());
    }

    [Fact]
    public void Split_parts_are_disjoint_and_complete()
    {
        (var first, var second) = Sets.Numbered(1, new int[10]).Split(0.4, 7);
        Assert.Equal([2, 9, 3, 4], first.Numbers());
        Assert.Equal([1, 8, 0, 7, 6, 5], second.Numbers());
    }

    [Fact]
    public void Balanced_serves_classes_in_turn_and_fills_up()
    {
        // Python: images in the order 1 2 7 5 3 4 8 6 0, classes in the order 0 2 1.
        var set = Sets.Numbered(3, 0, 0, 0, 0, 0, 0, 1, 1, 2);
        Assert.Equal([1, 8, 7, 2, 6, 5, 3], set.Balanced(7, 3).Numbers());
        Assert.Equal<int>([4, 2, 1], set.Balanced(7, 3).CountPerClass());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(32)]
    [InlineData(97)]
    public void Balanced_counts_differ_by_at_most_one(int count)
    {
        var set = Sets.Numbered(10, [.. Enumerable.Range(0, 500).Select(i => i % 10)]);
        var drawn = set.Balanced(count, 1);
        Assert.Equal(count, drawn.Numbers().Distinct().Count());
        Assert.All(drawn.CountPerClass(), n => Assert.InRange(n, count / 10, (count + 9) / 10));
    }

    [Fact]
    public void Wrong_label_is_named()
    {
        var e = Assert.Throws<DataException>(() => Sets.Numbered(3, 0, 1, 3));
        Assert.Equal(2, e.Index);
        Assert.Contains("label 3 where 0 to 2 was expected", e.Message);
        Assert.Throws<DataException>(() => Sets.Numbered(3, 0, -1));
    }

    [Fact]
    public void Numbers_that_do_not_fit_are_refused()
    {
        Assert.Contains("6 bytes of pixels for 2 labels", Assert.Throws<DataException>(() => new ImageSet([1, 2, 3, 4, 5, 6], [0, 0], 1, 2, 2, 1)).Message);
        Assert.Contains("no images", Assert.Throws<DataException>(() => new ImageSet([], [], 1, 2, 2, 1)).Message);
        Assert.Contains("2 class names for 1 classes", Assert.Throws<DataException>(() => new ImageSet([1], [0], 1, 1, 1, 1, ["a", "b"])).Message);
        var set = Sets.Numbered(2, 0, 0);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Pixels(2).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => set.Images([0, 2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => set.LabelTensor([-1]));
        Assert.Throws<DataException>(() => set.Subset([]));
        Assert.Throws<DataException>(() => set.Sample(0.1, 0));
        Assert.Throws<DataException>(() => set.Split(0.9, 0));
        Assert.Throws<DataException>(() => set.Balanced(3, 0));
        foreach (var ratio in (double[])[0, -1, 1.1, double.NaN])
            Assert.Throws<ArgumentOutOfRangeException>(() => set.Sample(ratio, 0));
    }

    [Fact]
    public void Empty_classes_are_named()
    {
        Assert.Contains("classes 1, 3;", Assert.Throws<DataException>(() => Sets.Numbered(4, 0, 2, 0).RequireEveryClass()).Message);
        var whole = Sets.Numbered(2, 0, 1);
        Assert.Same(whole, whole.RequireEveryClass());
    }

    [Fact]
    public void Subset_keeps_names_and_order()
    {
        var set = new ImageSet([10, 20, 30], [0, 1, 0], 1, 1, 1, 2, ["cat", "dog"], "here");
        var part = set.Subset([2, 1, 2]);
        Assert.Equal([30, 20, 30], (int[])[part.Pixels(0)[0], part.Pixels(1)[0], part.Pixels(2)[0]]);
        Assert.Equal<int>([0, 1, 0], part.Labels);
        Assert.Equal<string>(["cat", "dog"], part.ClassNames);
        Assert.Equal("here", part.Source);
    }
}
