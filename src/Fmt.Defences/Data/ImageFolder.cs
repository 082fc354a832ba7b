using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Files;

namespace Fmt.Data;

/// <summary>Reads pictures that lie in one folder per class, as torchvision's ImageFolder: classes are the sub-folders in ordinal order of their names.</summary>
public static class ImageFolder
{
    private static readonly string[] Extensions = [".png", ".jpg", ".jpeg", ".bmp", ".webp"];

    /// <summary>Reads all pictures below the class folders, in ordinal order of their paths. Other files are passed over.</summary>
    /// <param name="folder">The folder that holds one folder per class.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">3, or 1 for grey (colour pictures are then turned grey).</param>
    /// <param name="resize">Resize pictures of another size (bilinear, antialiased; the shape is not kept). Without it such a picture is an error.</param>
    /// <param name="most">Pictures to read at most, as many of each class, spread over its files; the others are not opened.</param>
    /// <exception cref="DataException">No class folder, a class without a picture, a damaged picture, or one of another size.</exception>
    public static ImageSet Read(string folder, int height, int width, int channels = 3, bool resize = false, int most = int.MaxValue)
    {
        var classes = ClassFolders(folder);
        List<(string File, int Label)> files = [];
        for (var c = 0; c < classes.Length; c++)
            files.AddRange(Spread(PicturesBelow(Path.Combine(folder, classes[c]), "the class folder"), Math.Max(1, most / classes.Length)).Select(f => (f, c)));
        return Read(files, folder, classes.Length, classes, height, width, channels, resize);
    }

    /// <summary>Reads all pictures below a folder, whatever its sub-folders, in ordinal order of their paths. They have no labels: all are of class 0.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="classes">The number of classes that a labelled set would have.</param>
    /// <param name="height">Rows of an image.</param>
    /// <param name="width">Columns of an image.</param>
    /// <param name="channels">3, or 1 for grey (colour pictures are then turned grey).</param>
    /// <param name="resize">Resize pictures of another size (bilinear, antialiased; the shape is not kept).</param>
    /// <param name="most">Pictures to read at most, spread over the files; the others are not opened.</param>
    /// <exception cref="DataException">No picture, a damaged one, or one of another size.</exception>
    public static ImageSet ReadFlat(string folder, int classes, int height, int width, int channels = 3, bool resize = false, int most = int.MaxValue)
    {
        DataFile.RequireFolder(folder);
        return Read([.. Spread(PicturesBelow(folder, "the folder"), most).Select(f => (f, 0))], folder, classes, default, height, width, channels, resize);
    }

    /// <summary>So many at most, at even distances.</summary>
    private static IEnumerable<string> Spread(List<string> files, int most) =>
        files.Count <= most ? files : Enumerable.Range(0, most).Select(i => files[(int)((long)i * files.Count / most)]);

    private static ImageSet Read(List<(string File, int Label)> files, string folder, int classes, ImmutableArray<string> names, int height, int width, int channels, bool resize)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        var bytes = (long)files.Count * channels * height * width;
        if (bytes > Array.MaxLength)
            throw new DataException(FormattableString.Invariant($"{files.Count} images of {channels}x{height}x{width} are more than one set can hold."), folder);
        var pixels = new byte[bytes];
        for (var i = 0; i < files.Count; i++)
        {
            var picture = Picture.Read(files[i].File, channels, i, resize ? null : (height, width));
            Resampling.Resize(picture, height, width).Pixels.CopyTo(pixels, (long)i * channels * height * width);
        }
        return new ImageSet(
            ImmutableCollectionsMarshal.AsImmutableArray(pixels), [.. files.Select(f => f.Label)],
            channels, height, width, classes, names, folder);
    }

    private static ImmutableArray<string> ClassFolders(string folder)
    {
        DataFile.RequireFolder(folder);
        ImmutableArray<string> names = [.. Directory.EnumerateDirectories(folder)
            .Select(d => Path.GetFileName(d))
            .Where(n => !n.StartsWith('.'))
            .Order(StringComparer.Ordinal)];
        return names.Length > 0 ? names : throw new DataException("the folder has no sub-folders; one per class was expected.", folder);
    }

    private static List<string> PicturesBelow(string folder, string which)
    {
        List<string> files = [.. FolderTree.Files(folder)
            .Where(f => !Path.GetFileName(f).StartsWith('.') && Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase))
            .OrderBy(f => Path.GetRelativePath(folder, f).Replace('\\', '/'), StringComparer.Ordinal)];
        return files.Count > 0 ? files : throw new DataException($"{which} has no png, jpg, bmp or webp picture.", folder);
    }
}
