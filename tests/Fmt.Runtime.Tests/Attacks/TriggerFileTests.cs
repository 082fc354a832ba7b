using System;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Attacks;
using Fmt.Files;
using Fmt.Tests.Data;
using SkiaSharp;
using Xunit;

namespace Fmt.Tests.Attacks;

public class TriggerFileTests
{
    private const string Triggers = "models/triggers";

    [SharedFact(Triggers)]
    public void L2_inv_has_its_known_facts()
    {
        var bytes = Bytes(Read(TriggerMode.Add, "l2_inv.png"));
        int[] shown = [.. bytes.Where(b => b > 0)];
        Assert.Equal(68, bytes.Max());
        Assert.Equal(15.9, shown.Average(), 0.05);
        Assert.Equal(905, PixelsShown(bytes));
    }

    [SharedFact(Triggers)]
    public void Trojan_watermark_has_its_known_facts()
    {
        var bytes = Bytes(Read(TriggerMode.Add, "trojan_wm.png"));
        Assert.Equal(321, PixelsShown(bytes));
        Assert.Equal(48, bytes.Where(b => b > 0).Average(), 0.5);
        for (var i = 0; i < bytes.Length; i++)
            if (i % 32 >= 30 || i / 32 % 32 >= 30) Assert.Equal(0, bytes[i]);
    }

    [SharedFact(Triggers)]
    public void Grid_is_three_by_three_in_the_corner()
    {
        var grid = Trigger.FromFiles(TriggerMode.Replace, Shared("grid_mask.png"), Shared("grid_pattern.png"), 1, 3, 32, 32);
        float[] rows = [0, 0, 1, 0, 1, 0, 1, 0, 1];
        for (var c = 0; c < 3; c++)
        {
            Assert.Equal(rows, Enumerable.Range(0, 9).Select(i => grid.Pattern[c * 1024 + (29 + i / 3) * 32 + 29 + i % 3]));
            Assert.All(Enumerable.Range(0, 9), i => Assert.Equal(1f, grid.Mask[c * 1024 + (29 + i / 3) * 32 + 29 + i % 3]));
        }
        Assert.Equal(27, grid.Mask.Sum());
    }

    [SharedFact(Triggers)]
    public void Signal_array_is_grey_and_serves_all_channels()
    {
        var signal = Trigger.FromFiles(TriggerMode.Replace, null, Shared("signal_cifar10_mask.npy"), 0.2, 3, 32, 32);
        var bytes = Bytes(signal);
        Assert.Equal([0, 14, 19, 13, 255, 241, 237, 244], bytes[..8]);
        Assert.Equal(bytes[..1024], bytes[1024..2048]);
        byte[] image = [.. Enumerable.Repeat((byte)100, 3072)];
        signal.Stamp(image);
        Assert.Equal<byte>([80, 83, 84, 83, 131], image[..5]);
    }

    [SharedFact(Triggers)]
    public void Square_archive_is_floats_up_to255()
    {
        var square = Read(TriggerMode.Add, "best_square_trigger_cifar10.npz");
        Assert.Equal(250.353515625 / 255, square.Pattern.Max(), 1e-6);
        Assert.Equal(26, square.Pattern.Count(v => v != 0));
    }

    [Theory]
    [InlineData("2, 3")]
    [InlineData("2, 3, 1")]
    [InlineData("1, 2, 3")]
    public void One_plane_serves_all_channels(string shape)
    {
        var trigger = FromArray("|u1", shape, [0, 51, 102, 153, 204, 255]);
        float[] plane = [0, 0.2f, 0.4f, 0.6f, 0.8f, 1];
        Assert.Equal<float>([.. plane, .. plane, .. plane], trigger.Pattern);
    }

    [Fact]
    public void Channels_may_come_first_or_last()
    {
        byte[] bytes = [.. Enumerable.Range(0, 18).Select(i => (byte)i)];
        Assert.Equal(bytes.Select(b => (int)b), Bytes(FromArray("|u1", "3, 2, 3", bytes, height: 2, width: 3)));
        byte[] last = [.. Enumerable.Range(0, 24).Select(i => (byte)i)];
        int[] expected = [.. Enumerable.Range(0, 24).Select(i => i % 8 * 3 + i / 8)];
        Assert.Equal(expected, Bytes(FromArray("|u1", "2, 4, 3", last, height: 2, width: 4)));
    }

    [Fact]
    public void Floats_are_units_or_bytes_by_their_size()
    {
        double[] units = [0, 0.25, -0.5, 1, 0, 0];
        Assert.Equal<float>([0, 0.25f, -0.5f, 1, 0, 0], FromArray("<f8", "2, 3", MemoryMarshal.AsBytes(units.AsSpan()).ToArray()).Pattern[..6]);
        float[] bytes = [0, 51, -102, 255, 1, 0];
        Assert.Equal<float>([0, 0.2f, -0.4f, 1, 1 / 255f, 0], FromArray("<f4", "2, 3", MemoryMarshal.AsBytes(bytes.AsSpan()).ToArray()).Pattern[..6]);
    }

    [Theory]
    [InlineData("|u1", 1)]
    [InlineData("|u1", 255)]
    [InlineData("|b1", 1)]
    public void Mask_of_ones_means_fully(string descr, byte on)
    {
        using var scratch = new Scratch();
        var mask = scratch.Write("m.npy", Numpy.Array(descr, "2, 3", [0, on, 0, 0, 0, on]));
        var pattern = scratch.Picture("p.png", 2, 3, (_, _) => SKColors.White);
        Assert.Equal<float>([0, 1, 0, 0, 0, 1], Trigger.FromFiles(TriggerMode.Replace, mask, pattern, 1, 3, 2, 3).Mask[..6]);
    }

    [Fact]
    public void Arrays_of_other_kinds_are_refused()
    {
        Assert.Contains(">f4", Refused(Numpy.Array(">f4", "2, 3", new byte[24])).Message);
        Assert.Contains("|O", Refused(Numpy.Array("|O", "2, 3", new byte[24])).Message);
        Assert.Contains("Fortran", Refused(Numpy.Array("|u1", "2, 3", new byte[6], "True")).Message);
        Assert.Contains("(3, 2)", Refused(Numpy.Array("|u1", "3, 2", new byte[6])).Message);
        Assert.Contains("changes no pixel", Refused(Numpy.Array("|u1", "2, 3", new byte[6])).Message);
        Assert.Contains("shape", Refused(Numpy.Array("|u1", "999999, 999999", new byte[6])).Message);
        Assert.Contains("shape", Refused(Numpy.Array("|u1", "0, 3", [])).Message);
        Assert.Contains("shape", Refused(Numpy.Array("|u1", "-2, 3", new byte[6])).Message);
        foreach (var wrong in (float[])[float.NaN, float.PositiveInfinity, 256])
            Assert.Contains("beyond 255", Refused(Numpy.Array("<f4", "2, 3", MemoryMarshal.AsBytes<float>([wrong, 0, 0, 0, 0, 0]).ToArray())).Message);
        Assert.Contains("neither", Refused([1, 2, 3]).Message);
        Assert.Contains("no array \"x\"", Refused(Numpy.Archive("y", Numpy.Array("|u1", "2, 3", new byte[6]))).Message);
        Assert.Contains("damaged", Refused([.. "PK\u0003\u0004 nothing"u8]).Message);
    }

    [Fact]
    public void Every_cut_of_an_array_is_refused()
    {
        var whole = Numpy.Array("|u1", "2, 3", [9, 9, 9, 9, 9, 9]);
        for (var length = 0; length < whole.Length; length++) Refused(whole[..length]);
    }

    [Fact]
    public void Pictures_of_other_sizes_and_missing_files_are_named()
    {
        using var scratch = new Scratch();
        string small = scratch.Picture("s.png", 4, 4, (_, _) => SKColors.White), right = scratch.Picture("r.png", 2, 3, (_, _) => SKColors.White);
        Assert.Equal(small, Assert.Throws<DataException>(() => Trigger.FromFiles(TriggerMode.Replace, small, right, 1, 3, 2, 3)).File);
        Assert.Contains("no such file", Assert.Throws<DataException>(() => Trigger.FromFiles(TriggerMode.Add, null, scratch.Path("none.npy"), 1, 3, 2, 3)).Message);
        var black = scratch.Picture("b.png", 2, 3, (_, _) => SKColors.Black);
        Assert.Equal(black, Assert.Throws<DataException>(() => Trigger.FromFiles(TriggerMode.Replace, black, right, 1, 3, 2, 3)).File);
    }

    private static DataException Refused(byte[] content)
    {
        using var scratch = new Scratch();
        var file = scratch.Write("a.npy", content);
        var e = Assert.Throws<DataException>(() => Trigger.FromFiles(TriggerMode.Add, null, file, 1, 3, 2, 3));
        Assert.Equal(file, e.File);
        return e;
    }

    private static PatternTrigger FromArray(string descr, string shape, byte[] data, int height = 2, int width = 3)
    {
        using var scratch = new Scratch();
        return Trigger.FromFiles(TriggerMode.Add, null, scratch.Write("a.npy", Numpy.Array(descr, shape, data)), 1, 3, height, width);
    }

    private static string Shared(string name) => SharedMaterial.Path(Path.Combine(Triggers, name));

    private static PatternTrigger Read(TriggerMode mode, string name) => Trigger.FromFiles(mode, null, Shared(name), 1, 3, 32, 32);

    private static int[] Bytes(PatternTrigger trigger) => [.. trigger.Pattern.Select(v => (int)MathF.Round(v * 255))];

    private static int PixelsShown(int[] bytes) => Enumerable.Range(0, 1024).Count(i => bytes[i] + bytes[1024 + i] + bytes[2048 + i] > 0);
}
