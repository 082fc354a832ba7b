using System;
using System.IO;
using SkiaSharp;

namespace Fmt.Tests.Data;

/// <summary>A folder for files of one test.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fmt-test-");

    public string Folder => _folder.FullName;

    public string Path(string name)
    {
        var path = System.IO.Path.Combine(Folder, name);
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
        for (var y = 0; y < height; y++)
            for (var x = 0; x < width; x++) bitmap.SetPixel(x, y, color(y, x));
        using var data = bitmap.Encode(format, 100);
        return Write(name, data.ToArray());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
