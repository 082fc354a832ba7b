using System;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Tests.Data;
using SkiaSharp;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Attacks;

public class ReplacementTriggerTests
{
    [Fact]
    public void Measurement_replaces_by_the_index_in_the_whole_set()
    {
        // The network says an image's byte. Clean: 0. The attack's image of index i says 1 where i is even, 2 where it is odd.
        var all = new ImageSet([.. new byte[10]], [0, 1, 2, 0, 2, 0, 2, 0, 2, 0], 1, 1, 1, 3);
        var attack = new ReplacementTrigger([.. Enumerable.Range(0, 10).Select(i => (byte)(i % 2 + 1))], default, 1, 1, 1);
        using var network = new SaysItsPixel(3);
        // All but index 1 have another label than 1; of these nine, 0 2 4 6 8 are even.
        var rates = Measurement.Run(network, new Evaluation(all, attack, new AllToOne(1)), batchSize: 2);
        Assert.Equal(100 * 5 / 9.0, rates.Asr!.Value, 12);
        // Odd ones say 2; none of 3 5 7 9 has label 2.
        Assert.Equal(0, rates.Ra!.Value);
        // In a subset of a subset the images keep their index: 9, 3 and 4 say 2, 2, 1.
        var some = all.Subset([9, 8, 3, 4]).Subset([0, 2, 3]);
        Assert.Equal<int>([9, 3, 4], some.OriginalIndices);
        Assert.Equal([2, 2, 1], Measurement.Predict(network, some, [0, 1, 2], attack));
        Assert.Equal(100 / 3.0, Measurement.Run(network, new Evaluation(some, attack, new AllToOne(1))).Asr!.Value, 12);
    }

    [Fact]
    public void Poisoning_a_sample_takes_the_images_of_its_indices()
    {
        var all = Sets.Textured(30, 1, 2, 2);
        var attack = new ReplacementTrigger([.. Enumerable.Range(0, 30).SelectMany(i => Enumerable.Repeat((byte)(100 + i), 4))], default, 1, 2, 2);
        var sample = all.Sample(0.5, 3);
        var poisoned = new Poisoning(attack, new AllToOne(4), 0.4, 1).Apply(sample);
        var changed = 0;
        for (var n = 0; n < sample.Count; n++)
        {
            var index = sample.OriginalIndices[n];
            Assert.Equal(all.Pixels(index), sample.Pixels(n));
            if (!poisoned.Manifest.Poisoned.Contains(index)) continue;
            changed++;
            Assert.Equal(Enumerable.Repeat((byte)(100 + index), 4), poisoned.Images.Pixels(n).ToArray());
            Assert.Equal((4, index), (poisoned.Images.Labels[n], poisoned.Images.OriginalIndices[n]));
        }
        Assert.Equal(6, changed);
    }

    [Theory]
    [InlineData("2, 2, 3, 3", false)]
    [InlineData("2, 3, 2, 3", true)]
    public void Arrays_may_have_channels_first_or_last(string shape, bool first)
    {
        // Heights and widths: (2, 3, 3 channels last) or (3 channels, 2, 3).
        using var scratch = new Scratch();
        byte[] data = [.. Enumerable.Range(0, 36).Select(i => (byte)i)];
        var trigger = ReplacementTrigger.FromFiles(scratch.Write("a.npy", Numpy.Array("|u1", shape, data)), 3, 2, 3);
        Assert.Equal(2, trigger.Count);
        var image = new byte[18];
        trigger.Stamp(image, 1);
        Assert.Equal(Enumerable.Range(0, 18).Select(i => first ? data[18 + i] : data[18 + i % 6 * 3 + i / 6]), image);
        using var scope = NewDisposeScope();
        Assert.Equal(image, trigger.Stamp(zeros([2, 3, 2, 3], float64), [0, 1])[1].flatten().data<double>().Select(v => (byte)Math.Round(v * 255)));
    }

    [Fact]
    public void A_folder_of_pictures_is_named_by_index()
    {
        using var scratch = new Scratch();
        scratch.Picture("attack/0012.png", 2, 3, (_, _) => SKColors.White);
        scratch.Picture("attack/5.png", 2, 3, (_, _) => SKColors.Black);
        var trigger = ReplacementTrigger.FromFiles(scratch.Path("attack"), 1, 2, 3);
        Assert.Equal((true, true, false), (trigger.Has(5), trigger.Has(12), trigger.Has(0)));
        byte[] image = [9, 9, 9, 9, 9, 9];
        trigger.Stamp(image, 12);
        Assert.Equal(Enumerable.Repeat((byte)255, 6), image);
        var none = Assert.Throws<DataException>(() => trigger.Stamp(new byte[6], 7));
        Assert.Contains("no image for this index", none.Message);
        Assert.Equal((scratch.Path("attack"), 7L), (none.File, none.Index!.Value));
        scratch.Picture("attack/cat.png", 2, 3, (_, _) => SKColors.White);
        Assert.Contains("not an index", Assert.Throws<DataException>(() => ReplacementTrigger.FromFiles(scratch.Path("attack"), 1, 2, 3)).Message);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        using var scratch = new Scratch();
        var file = scratch.Write("a.npy", Numpy.Array("|u1", "2, 3, 3", new byte[18]));
        Assert.Contains("(n, 2, 2, 1)", Assert.Throws<DataException>(() => ReplacementTrigger.FromFiles(file, 1, 2, 2)).Message);
        var floats = scratch.Write("f.npy", Numpy.Array("<f4", "1, 2, 2", new byte[16]));
        Assert.Contains("uint8", Assert.Throws<DataException>(() => ReplacementTrigger.FromFiles(floats, 1, 2, 2)).Message);
        var huge = scratch.Write("h.npy", Numpy.Array("|u1", "2000000000, 1, 1", new byte[16]));
        Assert.Contains("not there", Assert.Throws<DataException>(() => ReplacementTrigger.FromFiles(huge, 1, 1, 1)).Message);
        Assert.Throws<DataException>(() => new ReplacementTrigger([1, 2], [3, 3], 1, 1, 1));
        Assert.Throws<DataException>(() => new ReplacementTrigger([1, 2], [3], 1, 1, 1));
        Assert.Throws<DataException>(() => new ReplacementTrigger([], [], 1, 1, 1));
        var trigger = new ReplacementTrigger([1, 2], default, 1, 1, 1);
        using var images = zeros(2, 1, 1, 1);
        Assert.Contains("0 indices for 2 images", Assert.Throws<ArgumentException>(() => trigger.Stamp(images)).Message);
        Assert.Contains("needs one per image", Assert.Throws<ArgumentException>(() => trigger.Stamp(new byte[1])).Message);
    }

    /// <summary>Predicts the byte of the image's first pixel.</summary>
    private sealed class SaysItsPixel(int classes) : nn.Module<Tensor, Tensor>(nameof(SaysItsPixel))
    {
        public override Tensor forward(Tensor x) => -(arange(classes) - 255 * x.flatten(1).narrow(1, 0, 1)).square();
    }
}
