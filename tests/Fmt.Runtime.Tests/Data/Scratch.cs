using System;
using System.IO;
using System.Linq;
using Fmt.Data;
using SkiaSharp;

namespace Fmt.Tests.Data;

/// <summary>A folder for files of one test.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fmt-test-");

    public string Folder => _folder.FullName;

    public string Path(string name)
    {
        string path = System.IO.Path.Combine(Folder, name);
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
        return path;
    }

    public string Write(string name, params byte[] content)
    {
        File.WriteAllBytes(Path(name), content);
        return Path(name);
    }

    public string WriteText(string name, string content)
    {
        File.WriteAllText(Path(name), content);
        return Path(name);
    }

    /// <summary>A picture whose colour at (row, column) is given.</summary>
    public string Picture(string name, int height, int width, Func<int, int, SKColor> color, SKEncodedImageFormat format = SKEncodedImageFormat.Png)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Unpremul));
        for (int y = 0; y < height; y++)
            for (int x = 0; x < width; x++) bitmap.SetPixel(x, y, color(y, x));
        using SKData data = bitmap.Encode(format, 100);
        return Write(name, data.ToArray());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}

/// <summary>Sets made in memory.</summary>
internal static class Sets
{
    /// <summary>Images of 1x1x2 whose two bytes are their number, low byte first; labels as given.</summary>
    public static ImageSet Numbered(int classes, params int[] labels) =>
        new([.. labels.SelectMany((_, i) => new[] { (byte)i, (byte)(i >> 8) })], [.. labels], 1, 1, 2, classes);

    /// <summary>The numbers of such a set's images.</summary>
    public static int[] Numbers(this ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(i => set.Pixels(i)[0] + 256 * set.Pixels(i)[1])];

    /// <summary>Images with bytes 1..255, no two of a plane's neighbours alike.</summary>
    public static ImageSet Textured(int count, int channels, int height, int width)
    {
        var random = new Random(11);
        byte[] pixels = [.. Enumerable.Range(0, count * channels * height * width).Select(_ => (byte)random.Next(1, 256))];
        return new ImageSet([.. pixels], [.. Enumerable.Range(0, count)], channels, height, width, count);
    }
}
