using System;
using System.IO;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;
using Fmt.Tests.Data;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Attacks;

public class PoisoningTests
{
    /// <summary>n images of 1x4x4, label i mod 10.</summary>
    private static ImageSet Set(int count)
    {
        var textured = Sets.Textured(count, 1, 4, 4);
        return new ImageSet([.. Enumerable.Range(0, count).SelectMany(i => textured.Pixels(i).ToArray())], [.. Enumerable.Range(0, count).Select(i => i % 10)], 1, 4, 4, 10);
    }

    private static readonly PatternTrigger Patch = Trigger.Rectangle(0, 0, 1, 1, [0], 1, 4, 4);

    [Theory]
    [InlineData(0.1, 20)]
    [InlineData(0.0125, 2)]
    [InlineData(0.0175, 4)]
    [InlineData(1, 200)]
    public void All_to_one_poisons_the_rounded_share_of_the_whole_set(double rate, int count)
    {
        var set = Set(200);
        var poisoned = new Poisoning(Patch, new AllToOne(3), rate, 5).Apply(set);
        Assert.Equal(count, poisoned.Manifest.Poisoned.Length);
        Assert.Equal(poisoned.Manifest.Poisoned, poisoned.Manifest.Poisoned.Distinct().Order());
        for (var i = 0; i < 200; i++)
        {
            var hit = poisoned.Manifest.Poisoned.Contains(i);
            Assert.Equal(hit ? 3 : i % 10, poisoned.Images.Labels[i]);
            Assert.Equal(hit ? 0 : set.Pixels(i)[0], poisoned.Images.Pixels(i)[0]);
            Assert.Equal(set.Pixels(i)[1..], poisoned.Images.Pixels(i)[1..]);
        }
    }

    [Fact]
    public void The_targets_own_images_are_drawn_too()
    {
        var manifest = new Poisoning(Patch, new AllToOne(3), 0.5, 0).Apply(Set(2000)).Manifest;
        // 1000 of 2000, a tenth of which are of class 3: 100 +- 7 (hypergeometric), five of these away.
        Assert.InRange(manifest.Poisoned.Count(i => i % 10 == 3), 65, 135);
    }

    [Fact]
    public void All_to_all_moves_every_label_by_one()
    {
        var poisoned = new Poisoning(Patch, new AllToAll(), 0.25, 1).Apply(Set(40));
        Assert.Equal(10, poisoned.Manifest.Poisoned.Length);
        Assert.All(poisoned.Manifest.Poisoned, i => Assert.Equal((i % 10 + 1) % 10, poisoned.Images.Labels[i]));
    }

    [Theory]
    [InlineData(0.1, 10, 10)]
    [InlineData(0.055, 6, 5)]
    public void Source_specific_covers_as_many_images_of_other_classes(double rate, int attacked, int covers)
    {
        var set = Set(200);
        var poisoned = new Poisoning(Patch, new SourceSpecific(3, 5), rate, 4).Apply(set);
        var stamped = poisoned.Manifest.Poisoned;
        Assert.Equal((attacked, covers), (stamped.Count(i => i % 10 == 3), stamped.Count(i => i % 10 != 3)));
        Assert.True(stamped.Where(i => i % 10 != 3).Select(i => i % 10).Distinct().Count() > 2);
        for (var i = 0; i < 200; i++)
        {
            Assert.Equal(stamped.Contains(i) && i % 10 == 3 ? 5 : i % 10, poisoned.Images.Labels[i]);
            Assert.Equal(stamped.Contains(i) ? 0 : set.Pixels(i)[0], poisoned.Images.Pixels(i)[0]);
        }

        Assert.Contains("class 3 to class 5", poisoned.Manifest.Summary);
        Assert.Contains("21 images of class 3", Assert.Throws<DataException>(() => new Poisoning(Patch, new SourceSpecific(3, 5), 0.205, 4).Apply(set)).Message);
        Assert.Contains("source is class 10", Assert.Throws<DataException>(() => new Poisoning(Patch, new SourceSpecific(10, 5), 0.1, 4).Apply(set)).Message);
    }

    [Fact]
    public void Clean_labels_poison_the_target_only_and_keep_every_label()
    {
        var set = Set(100);
        var poisoned = new Poisoning(Patch, new AllToOne(7), 0.1, 0) { CleanLabel = true }.Apply(set);
        Assert.Equal(Enumerable.Range(0, 10).Select(i => 10 * i + 7), poisoned.Manifest.Poisoned);
        Assert.Equal<int>(set.Labels, poisoned.Images.Labels);
        Assert.All(poisoned.Manifest.Poisoned, i => Assert.Equal(0, poisoned.Images.Pixels(i)[0]));
        Assert.Equal(5, new Poisoning(Patch, new AllToOne(7), 0.05, 0) { CleanLabel = true }.Apply(set).Manifest.Poisoned.Length);
        var message = Assert.Throws<DataException>(() => new Poisoning(Patch, new AllToOne(7), 0.11, 0) { CleanLabel = true }.Apply(set)).Message;
        Assert.Contains("11 of 100 images", message);
        Assert.Contains("it has 10; take a rate of at most 0.1", message);
        Assert.Contains("one target class", Assert.Throws<DataException>(() => new Poisoning(Patch, new AllToAll(), 0.1, 0) { CleanLabel = true }.Apply(set)).Message);
    }

    [Fact]
    public void Noise_images_are_others_and_keep_their_label()
    {
        var set = Set(100);
        var warp = new WarpTrigger(1, 1, 4, 4);
        var poisoned = new Poisoning(warp, new AllToOne(0), 0.1, 2) { NoiseRatio = 2 }.Apply(set);
        var m = poisoned.Manifest;
        Assert.Equal((10, 20), (m.Poisoned.Length, m.Noise.Length));
        Assert.Empty(m.Poisoned.Intersect(m.Noise));
        using var scope = torch.NewDisposeScope();
        foreach (var i in m.Noise)
        {
            Assert.Equal(i % 10, poisoned.Images.Labels[i]);
            using var noisy = Trigger.Round8(warp.Noisy(2).Stamp(set.Images([i]), [i]), ByteRounding.Nearest);
            Assert.Equal(0, (noisy - poisoned.Images.Images([i])).abs().max().ToSingle());
        }
        foreach (var i in Enumerable.Range(0, 100).Except(m.Noise).Except(m.Poisoned)) Assert.Equal(set.Pixels(i), poisoned.Images.Pixels(i));
        Assert.Contains("WaNet's", Assert.Throws<DataException>(() => new Poisoning(Patch, new AllToOne(0), 0.1, 2) { NoiseRatio = 2 }.Apply(set)).Message);
        Assert.Contains("more than the 100", Assert.Throws<DataException>(() => new Poisoning(warp, new AllToOne(0), 0.4, 2) { NoiseRatio = 2 }.Apply(set)).Message);
    }

    [Fact]
    public void The_draw_is_of_its_seed_alone()
    {
        var set = Set(100);
        int[] Drawn(int seed, Trigger trigger) => [.. new Poisoning(trigger, new AllToOne(0), 0.1, seed).Apply(set).Manifest.Poisoned];
        Assert.Equal(Drawn(1, Patch), Drawn(1, Patch));
        Assert.Equal(Drawn(1, Patch), Drawn(1, new WarpTrigger(9, 1, 4, 4)));
        Assert.NotEqual(Drawn(1, Patch), Drawn(2, Patch));
        // The stream must never change: published manifests are of it.
        var random = new RandomSource(1, "poison");
        int[] order = [.. Enumerable.Range(0, 100)];
        random.Shuffle(order);
        Assert.Equal(order[..10].Order(), Drawn(1, Patch));
    }

    [Fact]
    public void The_manifest_comes_back_from_its_file()
    {
        using var scratch = new Scratch();
        var file = scratch.Path("m.json");
        foreach (var options in (Poisoning[])
        [
            new(new WarpTrigger(1, 1, 4, 4), new AllToOne(2), 0.1, -3) { NoiseRatio = 1.5, Rounding = ByteRounding.Truncate },
            new(Patch, new AllToAll(2), 1.0 / 3, 0),
            new(Patch, new SourceSpecific(4, 2), 0.1, 0),
            new(Patch, new AllToOne(2), 0.05, 0) { CleanLabel = true },
        ])
        {
            var written = options.Apply(Set(100)).Manifest;
            written.Write(file);
            var read = PoisonManifest.Read(file);
            Assert.Equal(written.Digest, read.Digest);
            Assert.Equal<int>(written.Poisoned, read.Poisoned);
            Assert.Equal<int>(written.Noise, read.Noise);
            Assert.Equal((written.Goal, written.Rate, written.Seed, written.CleanLabel, written.NoiseRatio, written.Rounding, written.Images), (read.Goal, read.Rate, read.Seed, read.CleanLabel, read.NoiseRatio, read.Rounding, read.Images));
            Assert.Equal(written.Attack.ToString(), read.Attack.ToString());
            Assert.NotEqual(written.Digest, (written with { Seed = 77 }).Digest);
            Assert.Equal([file], Directory.GetFiles(scratch.Folder));
        }
        var json = File.ReadAllText(file);
        foreach ((var old, var replacement, var message) in new[]
        {
            ("\"rate\"", "\"rat\"", "\"rat\" is not known"), ("\"all-to-one\"", "\"all\"", "\"goal\" must be"), ("true", "1", "\"clean_label\" must be true or false"),
            ("\"nearest\"", "\"up\"", "\"rounding\" must be"), ("{", "", "not a JSON manifest"),
        })
        {
            File.WriteAllText(file, json.Replace(old, replacement));
            var e = Assert.Throws<DataException>(() => PoisonManifest.Read(file));
            Assert.Contains(message, e.Message);
            Assert.Equal(file, e.File);
        }
    }

    [Fact]
    public void The_summary_says_what_was_done()
    {
        Assert.Equal("wanet (k 4, rescale 1, s 0.5, seed 1), all to class 2: 10 of 100 images, 20 with noise, seed 3",
            new Poisoning(new WarpTrigger(1, 1, 4, 4), new AllToOne(2), 0.1, 3) { NoiseRatio = 2 }.Apply(Set(100)).Manifest.Summary);
        Assert.Equal("sig (delta 40, frequency 6), all to class 2, clean labels: 5 of 100 images, seed 0",
            new Poisoning(Trigger.Sig(1, 4, 4), new AllToOne(2), 0.05, 0) { CleanLabel = true }.Apply(Set(100)).Manifest.Summary);
        Assert.EndsWith("all to all, shift 1: 10 of 100 images, seed 0", new Poisoning(Patch, new AllToAll(), 0.1, 0).Apply(Set(100)).Manifest.Summary);
    }

    [Fact]
    public void Wrong_rates_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new Poisoning(Patch, new AllToOne(0), 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Poisoning(Patch, new AllToOne(0), 1.01, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Poisoning(Patch, new AllToOne(0), double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Poisoning(Patch, new AllToOne(0), 0.1, 0) { NoiseRatio = -1 });
        Assert.Contains("not even one", Assert.Throws<DataException>(() => new Poisoning(Patch, new AllToOne(0), 0.001, 0).Apply(Set(100))).Message);
        Assert.Contains("class 10", Assert.Throws<DataException>(() => new Poisoning(Patch, new AllToOne(10), 0.1, 0).Apply(Set(100))).Message);
        Assert.Contains("1x4x4", Assert.Throws<ArgumentException>(() => new Poisoning(Trigger.BadNets(1, 8, 8), new AllToOne(0), 0.1, 0).Apply(Set(100))).Message);
    }
}
