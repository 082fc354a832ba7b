using System;
using System.IO;
using Fmt.Data;
using Fmt.Files;
using SkiaSharp;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Data;

public class ImageFolderTests
{
    private static SKColor Color(int y, int x) => new((byte)(10 * y), (byte)(20 * x), 7);

    [Fact]
    public void Classes_and_files_come_in_ordinal_order()
    {
        using var scratch = new Scratch();
        foreach (var name in (string[])["b/2.png", "b/10.png", "B/x.png", "a/deep/y.PNG", "a/z.bmp"])
            scratch.Picture(name, 2, 3, (y, x) => new SKColor((byte)name[0], (byte)name[^5], (byte)x));
        scratch.WriteText("a/Thumbs.db", "no picture");
        scratch.Write("a/.hidden.png", 1);
        File.Delete(scratch.Path("a/z.bmp"));
        scratch.Picture("a/z.webp", 2, 3, (_, _) => SKColors.Red, SKEncodedImageFormat.Webp);
        var set = ImageFolder.Read(scratch.Folder, 2, 3);
        Assert.Equal<string>(["B", "a", "b"], set.ClassNames);
        Assert.Equal<int>([0, 1, 1, 2, 2], set.Labels);
        Assert.Equal<byte>([(byte)'b', (byte)'0'], (byte[])[set.Pixels(3)[0], set.Pixels(3)[6]]);
        Assert.Equal<byte>([0, 1, 2, 0, 1, 2], set.Pixels(4)[12..].ToArray());
    }

    [Fact]
    public void Pixels_are_the_files_own_numbers()
    {
        using var scratch = new Scratch();
        scratch.Picture("a/p.png", 3, 4, Color);
        var pixels = ImageFolder.Read(scratch.Folder, 3, 4).Pixels(0);
        for (var y = 0; y < 3; y++)
            for (var x = 0; x < 4; x++)
                Assert.Equal((10 * y, 20 * x, 7), (pixels[y * 4 + x], pixels[12 + y * 4 + x], pixels[24 + y * 4 + x]));
    }

    [Fact]
    public void Transparency_is_dropped_not_mixed_in()
    {
        using var scratch = new Scratch();
        scratch.Picture("a/p.png", 1, 1, (_, _) => new SKColor(200, 100, 50, 128));
        Assert.Equal<byte>([200, 100, 50], ImageFolder.Read(scratch.Folder, 1, 1).Pixels(0).ToArray());
    }

    [Fact]
    public void One_channel_is_grey()
    {
        using var scratch = new Scratch();
        // Luma of pure red, green, blue and of a grey: 76, 150, 29 (ITU-R 601), and itself.
        SKColor[] colors = [SKColors.Red, new(0, 255, 0), SKColors.Blue, new(77, 77, 77)];
        scratch.Picture("a/p.png", 1, 4, (_, x) => colors[x]);
        var set = ImageFolder.Read(scratch.Folder, 1, 4, channels: 1);
        Assert.Equal<byte>([76, 150, 29, 77], set.Pixels(0).ToArray());
    }

    [Fact]
    public void Jpeg_is_read_to_within_its_loss()
    {
        using var scratch = new Scratch();
        scratch.Picture("a/p.jpg", 16, 16, (_, _) => new SKColor(120, 60, 200), SKEncodedImageFormat.Jpeg);
        var pixels = ImageFolder.Read(scratch.Folder, 16, 16).Pixels(0).ToArray();
        Assert.All(pixels[..256], p => Assert.InRange(p, 117, 123));
        Assert.All(pixels[512..], p => Assert.InRange(p, 197, 203));
    }

    [Fact]
    public void Another_size_is_an_error_unless_resizing_is_asked_for()
    {
        using var scratch = new Scratch();
        var file = scratch.Picture("a/p.png", 4, 6, Color);
        var e = Assert.Throws<DataException>(() => ImageFolder.Read(scratch.Folder, 6, 4));
        Assert.Equal((file, 0L), (e.File, e.Index));
        Assert.Contains("4x6 (height x width), 6x4 was expected", e.Message);
        Assert.Equal(6 * 4 * 3, ImageFolder.Read(scratch.Folder, 6, 4, resize: true).ImageBytes);
    }

    [Theory]
    [InlineData(11, 13)]
    [InlineData(8, 20)]
    public void Enlarging_is_torchs_bilinear(int height, int width)
    {
        using var scratch = new Scratch();
        scratch.Picture("a/p.png", 7, 5, (y, x) => new SKColor((byte)(37 * y * x % 251), (byte)(91 * (y + 3 * x) % 256), (byte)(y * 30)));
        ImageSet small = ImageFolder.Read(scratch.Folder, 7, 5), large = ImageFolder.Read(scratch.Folder, height, width, resize: true);
        using var scope = torch.NewDisposeScope();
        var expected = torch.nn.functional.interpolate(small.Images([0]), [height, width], mode: torch.InterpolationMode.Bilinear, align_corners: false);
        var difference = (expected - large.Images([0])).abs().max().mul(255).ToDouble();
        Assert.InRange(difference, 0, 0.51);
    }

    [Fact]
    public void Halving_weighs_neighbours_one_three_three_one()
    {
        using var scratch = new Scratch();
        byte[] line = [8, 16, 80, 160, 240, 24, 0, 40];
        scratch.Picture("a/p.png", 1, 8, (_, x) => new SKColor(line[x], line[x], line[x]));
        // Inner ones (1,3,3,1)/8; at the ends, where one is missing, (3,3,1)/7 and (1,3,3)/7.
        Assert.Equal<byte>([22, 122, 119, 21], ImageFolder.Read(scratch.Folder, 1, 4, channels: 1, resize: true).Pixels(0).ToArray());
    }

    [Fact]
    public void Damaged_pictures_are_named()
    {
        using var scratch = new Scratch();
        var random = new Random(5);
        var file = scratch.Picture("a/p.png", 32, 32, (_, _) => new SKColor((uint)random.Next() | 0xFF000000));
        var whole = File.ReadAllBytes(file);
        foreach (var length in (int[])[0, 4, 20, 60, whole.Length / 2, whole.Length - 200])
        {
            scratch.Write("a/p.png", whole[..length]);
            var e = Assert.Throws<DataException>(() => ImageFolder.Read(scratch.Folder, 32, 32));
            Assert.Equal((file, 0L), (e.File, e.Index));
        }
        scratch.WriteText("a/p.png", "this is text");
        Assert.Contains("not a readable", Assert.Throws<DataException>(() => ImageFolder.Read(scratch.Folder, 32, 32)).Message);
    }

    [Fact]
    public void Empty_folders_are_named()
    {
        using var scratch = new Scratch();
        Assert.Contains("no sub-folders", Assert.Throws<DataException>(() => ImageFolder.Read(scratch.Folder, 1, 1)).Message);
        scratch.WriteText("empty/readme.txt", "");
        Assert.EndsWith("empty", Assert.Throws<DataException>(() => ImageFolder.Read(scratch.Folder, 1, 1)).File);
        Assert.Contains("no such folder", Assert.Throws<DataException>(() => ImageFolder.Read(scratch.Path("none"), 1, 1)).Message);
    }
}
