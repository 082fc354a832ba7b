using System.Collections.Immutable;

namespace Fmt.Cases;

/// <summary>Layouts of image data that a case file may name.</summary>
public enum CaseFormat
{
    /// <summary><c>cifar10-binary</c>: label byte and 3 x 32 x 32 bytes.</summary>
    Cifar10Binary,

    /// <summary><c>idx</c>: grey images as in MNIST.</summary>
    Idx,

    /// <summary><c>folder</c>: one folder of pictures per class; needs <c>size</c>.</summary>
    Folder,
}

/// <summary>Where a case's images are.</summary>
/// <param name="Format">The layout.</param>
/// <param name="Train">Full path of a folder or file with the training images.</param>
/// <param name="Test">Full path of a folder or file with the test images.</param>
/// <param name="Size">[channels, height, width]; only with <see cref="CaseFormat.Folder"/>, else empty.</param>
public sealed record CaseData(CaseFormat Format, string Train, string Test, ImmutableArray<int> Size);

/// <summary>The clean images that a defence gets.</summary>
/// <param name="Ratio">Share of the training images, in (0,1].</param>
/// <param name="Seed">Seed of the draw.</param>
public sealed record CleanShare(double Ratio, int Seed);
