using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Files;

namespace Fmt.Cases;

/// <summary>A trigger as a case file describes it. Making one of it may read files.</summary>
public abstract record CaseTrigger
{
    /// <summary>The trigger for images of this size.</summary>
    /// <param name="part">The images that it is for; matters only where images are replaced.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <exception cref="ArgumentException">It does not fit.</exception>
    /// <exception cref="DataException">A file is missing or wrong.</exception>
    public abstract Trigger Make(DataPart part, int channels, int height, int width);

    /// <summary>Full paths of the files, or folders of files, that it is made of.</summary>
    public virtual ImmutableArray<string> Files => [];
}

/// <summary>A rectangle and its colour, or a pattern of files: what a case without <c>kind</c> has.</summary>
/// <param name="Mode">Replace or add.</param>
/// <param name="Alpha">Strength in (0,1].</param>
/// <param name="Rect">[row, column, height, width]; empty where files are given.</param>
/// <param name="Color">Bytes of the rectangle's colour; empty where files are given.</param>
/// <param name="Mask">Full path of the mask; null for everywhere or with a rectangle.</param>
/// <param name="Pattern">Full path of the pattern; null with a rectangle.</param>
public sealed record CasePattern(TriggerMode Mode, double Alpha, ImmutableArray<int> Rect, ImmutableArray<byte> Color, string? Mask, string? Pattern) : CaseTrigger
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Files => [.. new[] { Mask, Pattern }.OfType<string>()];

    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Pattern is not null
        ? Trigger.FromFiles(Mode, Mask, Pattern, Alpha, channels, height, width)
        : Trigger.Rectangle(Rect[0], Rect[1], Rect[2], Rect[3], Color.AsSpan(), channels, height, width, Alpha);
}

/// <summary><c>badnets</c>: a white square in the lower right corner.</summary>
/// <param name="Size">Side of the square.</param>
public sealed record CaseBadNets(int Size) : CaseTrigger
{
    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Trigger.BadNets(channels, height, width, Size);
}

/// <summary><c>checkerboard</c>: 3x3 in the lower right corner.</summary>
/// <param name="Alpha">Strength in (0,1].</param>
public sealed record CaseCheckerboard(double Alpha) : CaseTrigger
{
    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Trigger.Checkerboard(channels, height, width, Alpha);
}

/// <summary><c>blended</c>: noise of a seed, or a picture.</summary>
/// <param name="Seed">Seed of the noise; 0 with a picture.</param>
/// <param name="Picture">Full path of a picture of any size; null for noise.</param>
/// <param name="Alpha">Strength in (0,1].</param>
public sealed record CaseBlended(int Seed, string? Picture, double Alpha) : CaseTrigger
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Files => Picture is null ? [] : [Picture];

    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) =>
        Picture is null ? Trigger.Blended(Seed, channels, height, width, Alpha) : Trigger.Blended(Picture, channels, height, width, Alpha);
}

/// <summary><c>sig</c>: a sine over the columns.</summary>
/// <param name="Delta">Amplitude in bytes.</param>
/// <param name="Frequency">Periods over the width.</param>
public sealed record CaseSig(double Delta, double Frequency) : CaseTrigger
{
    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Trigger.Sig(channels, height, width, Delta, Frequency);
}

/// <summary><c>lf-dct</c>: low cosines of a seed.</summary>
/// <param name="Seed">Seed of the weights.</param>
/// <param name="Amplitude">Largest value in bytes.</param>
public sealed record CaseLowFrequency(int Seed, double Amplitude) : CaseTrigger
{
    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Trigger.LowFrequencyDct(Seed, channels, height, width, Amplitude);
}

/// <summary><c>wanet</c>: a warp by the field of a seed, or of a file.</summary>
/// <param name="Seed">Seed of the field; 0 with a file.</param>
/// <param name="Field">Full path of a NumPy array [H,W,2] or [1,H,W,2]; null for the seed's.</param>
/// <param name="ControlPoints">k.</param>
/// <param name="Strength">s.</param>
/// <param name="Rescale">Factor of the grid.</param>
public sealed record CaseWarp(int Seed, string? Field, int ControlPoints, double Strength, double Rescale) : CaseTrigger
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Files => Field is null ? [] : [Field];

    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Field is null
        ? new WarpTrigger(Seed, channels, height, width, ControlPoints, Strength, Rescale)
        : WarpTrigger.FromFile(Field, channels, height, width, Strength, Rescale);
}

/// <summary><c>input-aware</c>: a pattern of each image's own, by generators that were trained with the network.</summary>
/// <param name="Weights">Full path of the generators' weights.</param>
public sealed record CaseInputAware(string Weights) : CaseTrigger
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Files => [Weights];

    /// <inheritdoc/>
    /// <exception cref="Fmt.Weights.CheckpointException">The file is missing, damaged, or of something else.</exception>
    public override Trigger Make(DataPart part, int channels, int height, int width) => InputAwareTrigger.FromFile(Weights, channels, height, width);
}

/// <summary><c>files</c>: triggered images made elsewhere, one array or folder per part of the data.</summary>
/// <param name="Test">Full path of those for the test images.</param>
/// <param name="Train">Full path of those for the training images; null where the case is only for measuring and defending.</param>
public sealed record CaseReplacement(string Test, string? Train) : CaseTrigger
{
    /// <inheritdoc/>
    public override ImmutableArray<string> Files => Train is null ? [Test] : [Test, Train];

    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => ReplacementTrigger.FromFiles(
        part == DataPart.Test ? Test : Train ?? throw new DataException("the case's trigger has no \"train\", the attack's images for the training set, so nothing can be poisoned with it.", Test),
        channels, height, width);
}
