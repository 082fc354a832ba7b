using System;
using System.Linq;
using Fmt.Attacks;
using Fmt.Files;
using Fmt.Tests.Data;
using SkiaSharp;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Attacks;

public class NamedTriggerTests
{
    [Fact]
    public void Bad_nets_changes_twenty_seven_bytes_at_most()
    {
        var set = Sets.Textured(20, 3, 32, 32);
        var stamped = Trigger.BadNets(3, 32, 32).Stamp(set, [.. Enumerable.Range(0, 20)]);
        for (var i = 0; i < set.Count; i++)
        {
            byte[] before = set.Pixels(i).ToArray(), after = stamped.Pixels(i).ToArray();
            int[] changed = [.. Enumerable.Range(0, 3072).Where(k => before[k] != after[k])];
            Assert.InRange(changed.Length, 20, 27);
            Assert.All(changed, k => Assert.True(k % 32 >= 29 && k / 32 % 32 >= 29 && after[k] == 255));
        }
    }

    [Fact]
    public void Checkerboard_has_black_pixels_too()
    {
        byte[] image = [.. Enumerable.Repeat((byte)100, 3 * 32 * 32)];
        Trigger.Checkerboard(3, 32, 32).Stamp(image);
        for (var c = 0; c < 3; c++)
            Assert.Equal<byte>([0, 0, 255, 0, 255, 0, 255, 0, 255], Enumerable.Range(0, 9).Select(i => image[c * 1024 + (29 + i / 3) * 32 + 29 + i % 3]));
        Assert.Equal(27, image.Count(b => b != 100));
        Assert.Throws<ArgumentException>(() => Trigger.Checkerboard(1, 2, 8));
    }

    [Fact]
    public void Sig_is_one_sine_of_six_periods_in_every_row()
    {
        var sig = Trigger.Sig(3, 32, 32);
        float[] row = [.. sig.Pattern.Take(32)];
        for (var i = 0; i < sig.Pattern.Length; i++) Assert.Equal(row[i % 32], sig.Pattern[i]);
        for (var j = 0; j < 32; j++) Assert.Equal(40.0 / 255 * Math.Sin(2 * Math.PI * j * 6 / 32), row[j], 1e-6);
        // Divar Fourier transform: frequency 6 and nothing else.
        for (var k = 0; k <= 16; k++)
        {
            double re = Enumerable.Range(0, 32).Sum(j => row[j] * Math.Cos(2 * Math.PI * j * k / 32)), im = Enumerable.Range(0, 32).Sum(j => row[j] * Math.Sin(2 * Math.PI * j * k / 32));
            Assert.Equal(k == 6 ? 16 * 40.0 / 255 : 0, Math.Sqrt(re * re + im * im), 1e-5);
        }
        byte[] image = [.. Enumerable.Repeat((byte)10, 3072)];
        sig.Stamp(image);
        // 40 sin(3 pi/8) = 36.96, 40 sin(6 pi/8) = 28.28, 40 sin(9 pi/8) = -15.3: clipped at 0.
        Assert.Equal<byte>([10, 47, 38, 0], image[..4]);
        sig.Stamp(image = [.. Enumerable.Repeat((byte)10, 3072)], rounding: ByteRounding.Truncate);
        Assert.Equal<byte>([10, 46, 38, 0], image[..4]);
    }

    [Fact]
    public void Low_frequency_is_not_negative_reaches_fifty_one_and_is_smooth()
    {
        var pattern = Trigger.LowFrequencyDct(7, 3, 32, 32);
        Assert.Equal(0, pattern.Pattern.Min());
        Assert.Equal(51 / 255f, pattern.Pattern.Max(), 1e-6f);
        // Of every channel's DCT-II only the lowest 4x4 coefficients are there.
        for (var c = 0; c < 3; c++)
        {
            double low = 0, high = 0;
            for (var u = 0; u < 8; u++)
                for (var v = 0; v < 8; v++)
                {
                    double sum = 0;
                    for (var i = 0; i < 1024; i++) sum += pattern.Pattern[c * 1024 + i] * Math.Cos(Math.PI * u * (2 * (i / 32) + 1) / 64) * Math.Cos(Math.PI * v * (2 * (i % 32) + 1) / 64);
                    if (u < 4 && v < 4) low = Math.Max(low, Math.Abs(sum));
                    else high = Math.Max(high, Math.Abs(sum));
                }
            Assert.InRange(high, 0, 1e-4);
            Assert.InRange(low, 1, 1e4);
        }
        Assert.Equal<float>(pattern.Pattern, Trigger.LowFrequencyDct(7, 3, 32, 32).Pattern);
        Assert.NotEqual<float>(pattern.Pattern, Trigger.LowFrequencyDct(8, 3, 32, 32).Pattern);
    }

    [Fact]
    public void Blended_is_a_fifth_of_its_noise()
    {
        var blended = Trigger.Blended(3, 3, 32, 32);
        Assert.Equal<float>(blended.Pattern, Trigger.Blended(3, 3, 32, 32).Pattern);
        Assert.NotEqual<float>(blended.Pattern, Trigger.Blended(4, 3, 32, 32).Pattern);
        // 3072 uniform bytes: mean 127.5 +- 1.3, standard deviation 73.9.
        Assert.InRange(blended.Pattern.Average() * 255, 122, 133);
        Assert.InRange(blended.Pattern.Distinct().Count(), 250, 256);
        var black = new byte[3072];
        blended.Stamp(black);
        for (var i = 0; i < black.Length; i++) Assert.Equal(0.2 * 255 * blended.Pattern[i], black[i], 0.51);
    }

    [Fact]
    public void Blended_takes_a_picture_of_any_size()
    {
        using var scratch = new Scratch();
        var picture = scratch.Picture("p.png", 64, 48, (_, x) => x < 24 ? SKColors.Red : SKColors.Blue);
        var blended = Trigger.Blended(picture, 3, 8, 8, 0.5);
        Assert.Equal((1f, 0f), (blended.Pattern[0], blended.Pattern[7]));
        Assert.Equal((0f, 1f), (blended.Pattern[128], blended.Pattern[135]));
        Assert.Contains("no such file", Assert.Throws<DataException>(() => Trigger.Blended(scratch.Path("q.png"), 3, 8, 8)).Message);
    }

    [Fact]
    public void Wrap_around_is_modulo256()
    {
        var trigger = new PatternTrigger(TriggerMode.AddWrapAround, [100 / 255f, 100 / 255f, 100 / 255f, 1f], default, 1, 1, 2, 2);
        byte[] image = [10, 155, 156, 255];
        trigger.Stamp(image);
        Assert.Equal<byte>([110, 255, 0, 254], image);
        using var scope = torch.NewDisposeScope();
        var stamped = trigger.Stamp(torch.tensor(new[] { 10 / 255f, 155 / 255f, 156 / 255f, 1f }, [1, 1, 2, 2]));
        Assert.Equal([110f, 255, 0, 254], stamped.data<float>().Select(v => MathF.Round(v * 255, 3)));
    }

    [Theory]
    [InlineData(ByteRounding.Nearest, new[] { 0f, 131, 131, 255, 255 })]
    [InlineData(ByteRounding.Truncate, new[] { 0f, 131, 130, 254, 255 })]
    public void Rounding_to_bytes(ByteRounding rounding, float[] expected)
    {
        using var scope = torch.NewDisposeScope();
        var levels = torch.tensor(new[] { -3f, 131f / 255 * 255, 130.6f, 254.6f, 300 });
        var rounded = Trigger.Round8(levels / 255f, rounding);
        Assert.Equal(expected, rounded.data<float>().Select(v => v * 255).Select(v => MathF.Round(v, 3)));
        // Every byte stays itself, also where the fraction is cut off.
        var bytes = torch.arange(256, dtype: torch.float32) / 255f;
        Assert.Equal(0, (Trigger.Round8(bytes, rounding) - bytes).abs().max().ToSingle());
    }

    [Fact]
    public void Recipes_tell_triggers_apart()
    {
        Trigger[] all =
        [
            Trigger.BadNets(3, 8, 8), Trigger.BadNets(3, 8, 8, 2), Trigger.Checkerboard(3, 8, 8), Trigger.Blended(1, 3, 8, 8), Trigger.Blended(2, 3, 8, 8), Trigger.Sig(3, 8, 8),
            Trigger.Sig(3, 8, 8, 20), Trigger.LowFrequencyDct(1, 3, 8, 8), new WarpTrigger(1, 3, 8, 8), new WarpTrigger(2, 3, 8, 8), new WarpTrigger(1, 3, 8, 8, strength: 1),
            new PatternTrigger(TriggerMode.Add, [.. new float[191], 1f], default, 1, 3, 8, 8), new PatternTrigger(TriggerMode.Add, [.. new float[191], 0.5f], default, 1, 3, 8, 8),
            new ReplacementTrigger([.. new byte[192]], default, 3, 8, 8), new ReplacementTrigger([.. new byte[192]], [5], 3, 8, 8),
        ];
        Assert.Equal(all.Length, all.Select(t => t.Recipe.ToString()).Distinct().Count());
        Assert.Equal("sig (delta 40, frequency 6)", all[5].Recipe.ToString());
    }
}
