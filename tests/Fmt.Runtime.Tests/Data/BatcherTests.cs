using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Data;
using Fmt.Files;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Data;

public class BatcherTests
{
    [Fact]
    public void Order_is_known_in_advance_and_new_in_every_epoch()
    {
        var set = Sets.Numbered(12, [.. Enumerable.Range(0, 12)]);
        var batcher = new Batcher(5, Seed: 5);
        Assert.Equal([2, 0, 11, 9, 6, 4, 5, 7, 1, 3, 10, 8], Labels(batcher, set, 2));
        Assert.Equal([3, 7, 9, 2, 5, 0, 4, 8, 6, 1, 11, 10], Labels(batcher, set, 3));
        Assert.Equal([2, 0, 11, 9, 6, 4, 5, 7, 1, 3], Labels(batcher with { DropLast = true }, set, 2));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (long)i), Labels(batcher with { Shuffle = false }, set, 2));
        Assert.Equal(Labels(batcher, set, 2), Labels(batcher with { Augmentation = new(1, true) }, set, 2));
    }

    [Fact]
    public void Images_and_labels_stay_together()
    {
        var set = Sets.Textured(7, 2, 3, 4);
        foreach (var batch in new Batcher(3).Epoch(set, 0))
        {
            using (batch)
            {
                int[] labels = [.. batch.Labels.data<long>().ToArray().Select(l => (int)l)];
                using var expected = set.Images(labels);
                Assert.Equal(expected.data<float>().ToArray(), batch.Images.data<float>().ToArray());
                Assert.Equal(labels.Length, batch.Count);
            }
        }
    }

    /// <summary>Every image is one of the crops and flips that torch makes; all of them occur, about equally often.</summary>
    [Theory]
    [InlineData(0, true)]
    [InlineData(2, false)]
    [InlineData(2, true)]
    [InlineData(5, true)]
    public void Crops_and_flips_are_torchs(int padding, bool flip)
    {
        var set = Sets.Textured(20, 3, 5, 4);
        using var scope = torch.NewDisposeScope();
        var known = TorchCrops(set, padding, flip);
        var seen = new Dictionary<int, int>();
        var batcher = new Batcher(6, Seed: 1) { Augmentation = new(padding, flip) };
        var epochs = 60 * (2 * padding + 1) * (2 * padding + 1) / 10;
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            foreach (var batch in batcher.Epoch(set, epoch))
            {
                using (batch)
                {
                    for (var n = 0; n < batch.Count; n++)
                    {
                        using var one = batch.Images[n];
                        var key = Key(one);
                        // A crop that shows nothing of the image is all black, whichever image it is.
                        if (key.Trim('0', ';').Length == 0) continue;
                        (var image, var place) = known[key];
                        Assert.Equal(batch.Labels[n].ToInt64(), image);
                        seen[place] = seen.GetValueOrDefault(place) + 1;
                    }
                }
            }
        }
        var places = known.Values.Select(v => v.Place).Distinct().Count();
        Assert.Equal(places, seen.Count);
        var expected = 20.0 * epochs / ((2 * padding + 1) * (2 * padding + 1) * (flip ? 2 : 1));
        Assert.All(seen.Values, n => Assert.InRange(n, expected - 6 * Math.Sqrt(expected), expected + 6 * Math.Sqrt(expected)));
    }

    [Fact]
    public void Batches_are_the_same_whatever_else_runs()
    {
        var set = Sets.Textured(40, 3, 8, 8);
        var batcher = new Batcher(16, Seed: 3) { Augmentation = new(2, true) };
        var alone = Pixels(batcher, set, 4);
        var together = new float[4][];
        Parallel.For(0, 4, k => together[k] = Pixels(batcher, set, 4));
        Assert.All(together, t => Assert.Equal(alone, t));
        Assert.NotEqual(alone, Pixels(batcher, set, 5));
        Assert.NotEqual(alone, Pixels(batcher with { Seed = 4 }, set, 4));
    }

    /// <summary>Values of the same definition written in Python.</summary>
    [Fact]
    public void Crops_and_flips_are_known_in_advance()
    {
        var set = new ImageSet([.. Enumerable.Range(0, 144).Select(i => (byte)(1 + i * i * 7 % 250))], [0, 0, 0, 0], 1, 6, 6, 1);
        int[] values = [.. Pixels(new Batcher(3, Seed: 8) { Augmentation = new(2, true) }, set, 1).Select(v => (int)Math.Round(v * 255))];
        Assert.Equal(11156, values.Sum());
        Assert.Equal([233, 104, 239, 138, 0, 0, 169, 124, 93, 76, 0, 0], values[12..24]);
    }

    [Fact]
    public void A_batch_survives_the_scope_it_was_made_in_and_dies_when_disposed()
    {
        Batch batch;
        using (torch.NewDisposeScope()) batch = new Batcher(2).Epoch(Sets.Numbered(1, 0, 0), 0).First();
        Assert.Equal([2, 1, 1, 2], batch.Images.shape);
        batch.Dispose();
        Assert.True(batch.Images.IsInvalid);
        Assert.True(batch.Labels.IsInvalid);
    }

    [Fact]
    public void Hundreds_of_batches_leave_no_tensor_behind()
    {
        var set = Sets.Textured(64, 3, 32, 32);
        var batcher = new Batcher(32) { Augmentation = new(4, true) };
        var statistics = DisposeScopeManager.Statistics.TensorStatistics;
        var before = statistics.ThreadTotalLiveCount;
        for (var epoch = 0; epoch < 150; epoch++)
            foreach (var batch in batcher.Epoch(set, epoch)) batch.Dispose();
        Assert.Equal(before, statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Bad_options_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Batcher(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Batcher(1) with { BatchSize = -1 });
        Assert.Throws<ArgumentOutOfRangeException>(() => new Augmentation(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Augmentation.None with { Crop = -1 });
        Assert.Contains("do not fill one batch", Assert.Throws<DataException>(() => new Batcher(3) { DropLast = true }.Epoch(Sets.Numbered(1, 0), 0)).Message);
    }

    private static List<long> Labels(Batcher batcher, ImageSet set, int epoch)
    {
        List<long> labels = [];
        foreach (var batch in batcher.Epoch(set, epoch))
            using (batch) labels.AddRange(batch.Labels.data<long>().ToArray());
        return labels;
    }

    private static float[] Pixels(Batcher batcher, ImageSet set, int epoch)
    {
        List<float> pixels = [];
        foreach (var batch in batcher.Epoch(set, epoch))
            using (batch) pixels.AddRange(batch.Images.data<float>().ToArray());
        return [.. pixels];
    }

    private static Dictionary<string, (int Image, int Place)> TorchCrops(ImageSet set, int padding, bool flip)
    {
        var crops = new Dictionary<string, (int, int)>();
        var side = 2 * padding + 1;
        var padded = torch.nn.functional.pad(set.Images([.. Enumerable.Range(0, set.Count)]), [padding, padding, padding, padding]);
        for (var place = 0; place < side * side * (flip ? 2 : 1); place++)
        {
            (var top, var left) = (place / 2 / side, place / 2 % side);
            if (!flip) (top, left) = (place / side, place % side);
            var crop = padded.narrow(2, top, set.Height).narrow(3, left, set.Width);
            if (flip && place % 2 == 1) crop = crop.flip(3);
            for (var i = 0; i < set.Count; i++) crops.TryAdd(Key(crop[i]), (i, place));
        }
        return new Dictionary<string, (int, int)>(crops.Where(c => c.Key.Trim('0', ';').Length > 0));
    }

    private static string Key(torch.Tensor image) => string.Join(';', image.contiguous().data<float>().ToArray().Select(v => (int)Math.Round(v * 255)));
}
