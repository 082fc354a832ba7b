using System.Collections.Immutable;
using Fmt.Attacks;

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

/// <summary>A trigger as a case file describes it: a rectangle and its colour, or files.</summary>
/// <param name="Mode">Replace or add.</param>
/// <param name="Alpha">Strength in (0,1].</param>
/// <param name="Rect">[row, column, height, width]; empty where files are given.</param>
/// <param name="Color">Bytes of the rectangle's colour; empty where files are given.</param>
/// <param name="Mask">Full path of the mask; null for everywhere or with a rectangle.</param>
/// <param name="Pattern">Full path of the pattern; null with a rectangle.</param>
public sealed record CaseTrigger(TriggerMode Mode, double Alpha, ImmutableArray<int> Rect, ImmutableArray<byte> Color, string? Mask, string? Pattern);
