using System;
using System.Linq;
using Fmt.Data;
using Xunit;

namespace Fmt.Tests.Data;

public sealed class CutoutTests
{
    private const int Height = 6;
    private const int Width = 5;

    /// <summary>What is black is one rectangle, the same in all channels; inside the image it is the square.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(40)]
    public void One_square_of_an_image_is_black_and_nothing_else_changes(int side)
    {
        var set = Sets.Textured(80, 2, Height, Width);
        var largest = 0;
        foreach (var (before, after) in Images(set, side).Zip(Images(set, 0)).Select(p => (p.Second, p.First)))
        {
            int[] black = [.. Enumerable.Range(0, after.Length).Where(i => after[i] == 0)];
            Assert.All(Enumerable.Range(0, after.Length).Except(black), i => Assert.Equal(before[i], after[i]));
            int[] plane = [.. black.Where(i => i < Height * Width)];
            Assert.Equal(plane.Select(i => i + Height * Width), black.Where(i => i >= Height * Width));
            int[] rows = [.. plane.Select(i => i / Width).Distinct()], columns = [.. plane.Select(i => i % Width).Distinct()];
            Assert.Equal(rows.Length * columns.Length, plane.Length);
            Assert.Equal((rows.Length - 1, columns.Length - 1), (rows.Max() - rows.Min(), columns.Max() - columns.Min()));
            largest = Math.Max(largest, plane.Length);
        }

        Assert.Equal(Math.Min(side, Height) * Math.Min(side, Width), largest);
    }

    [Fact]
    public void Places_are_of_seed_and_epoch_and_leave_order_and_crops_alone()
    {
        var set = Sets.Textured(30, 1, Height, Width);
        Assert.Equal(Images(set, 3), Images(set, 3));
        Assert.NotEqual(Images(set, 3), Images(set, 3, seed: 2));
        Assert.NotEqual(Images(set, 3), Images(set, 3, epoch: 1));
        Assert.True(Images(set, 3, crop: 2).Zip(Images(set, 0, crop: 2)).All(p => p.First.Zip(p.Second).All(v => v.First == 0 || v.First == v.Second)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Augmentation { Cutout = -1 });
    }

    private static float[][] Images(ImageSet set, int side, int seed = 1, int epoch = 0, int crop = 0)
    {
        var batcher = new Batcher(7, seed) { Augmentation = new Augmentation(crop) { Cutout = side } };
        return [.. batcher.Epoch(set, epoch).SelectMany(batch =>
        {
            using (batch) return batch.Images.data<float>().ToArray().Chunk(set.ImageBytes).ToArray();
        })];
    }
}
