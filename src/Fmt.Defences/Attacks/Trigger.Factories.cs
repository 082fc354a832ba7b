using System;
using System.Collections.Immutable;
using Fmt.Data;
using Fmt.Files;

namespace Fmt.Attacks;

public abstract partial class Trigger
{
    /// <summary>Periods over the width of an image: more than it has pixels.</summary>
    internal const double MostFrequency = 10_000;

    /// <summary>A rectangle of one colour (BadNets).</summary>
    /// <param name="row">First row, from 0.</param>
    /// <param name="column">First column, from 0.</param>
    /// <param name="height">Rows.</param>
    /// <param name="width">Columns.</param>
    /// <param name="color">One byte per channel, or one for all; three equal bytes (a grey) also serve images of one channel.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="imageHeight">Rows of the images.</param>
    /// <param name="imageWidth">Columns of the images.</param>
    /// <param name="alpha">Strength in (0,1].</param>
    /// <exception cref="ArgumentException">The rectangle leaves the image, or the colour does not fit the channels.</exception>
    public static PatternTrigger Rectangle(int row, int column, int height, int width, ReadOnlySpan<byte> color, int channels, int imageHeight, int imageWidth, double alpha = 1)
    {
        if (row < 0 || column < 0 || height < 1 || width < 1 || (long)row + height > imageHeight || (long)column + width > imageWidth)
            throw new ArgumentException(FormattableString.Invariant($"The rectangle at row {row}, column {column} of {height}x{width} pixels does not lie in images of {imageHeight}x{imageWidth}."));
        var grey = color.Length > 0 && color.IndexOfAnyExcept(color[0]) < 0;
        if (color.Length != channels && !(grey && (color.Length == 1 || channels == 1)))
            throw new ArgumentException(FormattableString.Invariant($"A colour of {color.Length} bytes does not fit images of {channels} channels; give one byte per channel."), nameof(color));
        var area = imageHeight * imageWidth;
        var mask = new float[area];
        var pattern = new float[channels * area];
        for (var y = row; y < row + height; y++)
            for (var x = column; x < column + width; x++)
            {
                mask[y * imageWidth + x] = 1;
                for (var c = 0; c < channels; c++) pattern[c * area + y * imageWidth + x] = PixelScale.ToUnit(color[grey ? 0 : c]);
            }
        var recipe = TriggerRecipe.Of(
            "badnets", ("rect", FormattableString.Invariant($"[{row}, {column}, {height}, {width}]")), ("color", $"[{string.Join(", ", color.ToArray())}]"), ("alpha", alpha));
        return new PatternTrigger(TriggerMode.Replace, [.. pattern], [.. mask], alpha, channels, imageHeight, imageWidth, recipe);
    }

    /// <summary>A trigger of picture files or NumPy arrays.</summary>
    /// <param name="mode">Replace or add.</param>
    /// <param name="mask">Picture or array, white (255) where the pattern shows; null for everywhere. A mask of bytes that are only 0 and 1 counts as 0 and 255.</param>
    /// <param name="pattern">
    /// Picture (png, jpg, bmp, webp), .npy, or .npz (its array <c>x</c>): [H,W], [H,W,C] or [C,H,W], the channels C or 1.
    /// Bytes are 0..255; floats too where one of them is beyond 1 or below -1, otherwise they are taken as they are.
    /// </param>
    /// <param name="alpha">Strength in (0,1].</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <exception cref="DataException">A file is missing, damaged, of another size or type, or changes no pixel.</exception>
    public static PatternTrigger FromFiles(TriggerMode mode, string? mask, string pattern, double alpha, int channels, int height, int width)
    {
        ArgumentNullException.ThrowIfNull(pattern);
        var shown = TriggerFile.Read(pattern, isMask: false, channels, height, width);
        var where = mask is null ? [] : TriggerFile.Read(mask, isMask: true, channels, height, width);
        try
        {
            return new PatternTrigger(mode, shown, where, alpha, channels, height, width);
        }
        catch (ArgumentException e) when (e.ParamName is nameof(pattern) or nameof(mask))
        {
            throw new DataException(e.Message, e.ParamName == nameof(mask) ? mask ?? pattern : pattern, cause: e);
        }
    }

    /// <summary>A white square in the lower right corner (BadNets, Gu et al. 2017, arXiv 1708.06733; 3x3 in BackdoorBench).</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="size">Side of the square.</param>
    /// <exception cref="ArgumentException">The square is larger than the image.</exception>
    public static PatternTrigger BadNets(int channels, int height, int width, int size = 3) =>
        Rectangle(height - size, width - size, size, size, [255], channels, height, width);

    /// <summary>A checkerboard of black and white pixels in the lower right corner, white in the last one (BadNets as in ANP's code). Its mask is explicit, so that black pixels count.</summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="alpha">Strength in (0,1].</param>
    /// <exception cref="ArgumentException">The image is smaller than 3x3.</exception>
    /// <remarks>Rows from above: black black white, black white black, white black white.</remarks>
    public static PatternTrigger Checkerboard(int channels, int height, int width, double alpha = 1)
    {
        ReadOnlySpan<byte> board = [0, 0, 1, 0, 1, 0, 1, 0, 1];
        if (height < 3 || width < 3) throw new ArgumentException(FormattableString.Invariant($"A checkerboard of 3x3 does not lie in images of {height}x{width}."));
        var mask = new float[height * width];
        var pattern = new float[channels * height * width];
        for (var i = 0; i < board.Length; i++)
        {
            var at = (height - 3 + i / 3) * width + width - 3 + i % 3;
            mask[at] = 1;
            for (var c = 0; c < channels; c++) pattern[c * height * width + at] = board[i];
        }
        return new PatternTrigger(TriggerMode.Replace, [.. pattern], [.. mask], alpha, channels, height, width, TriggerRecipe.Of("checkerboard", ("alpha", alpha)));
    }

    /// <summary>Blended with uniform noise, bytes 0..255 drawn once from the seed (Chen et al. 2017, arXiv 1712.05526).</summary>
    /// <param name="seed">Same seed and size, same pattern, on every machine.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="alpha">Strength in (0,1]; BackdoorBench has 0.2 in training and test.</param>
    public static PatternTrigger Blended(int seed, int channels, int height, int width, double alpha = 0.2)
    {
        var random = new RandomSource(seed, "blended");
        var pattern = new float[channels * height * width];
        for (var i = 0; i < pattern.Length; i++) pattern[i] = PixelScale.ToUnit((byte)random.NextInt(256));
        return new PatternTrigger(TriggerMode.Replace, [.. pattern], [], alpha, channels, height, width, TriggerRecipe.Of("blended", ("seed", seed), ("alpha", alpha)));
    }

    /// <summary>Blended with a picture of any size, which is resized to the images'.</summary>
    /// <param name="picture">png, jpg, bmp or webp.</param>
    /// <param name="channels">1 or 3.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="alpha">Strength in (0,1].</param>
    /// <exception cref="DataException">The file is missing or no picture.</exception>
    public static PatternTrigger Blended(string picture, int channels, int height, int width, double alpha = 0.2)
    {
        ArgumentNullException.ThrowIfNull(picture);
        var bytes = Resampling.Resize(Picture.Read(picture, channels), height, width).Pixels;
        var pattern = new float[bytes.Length];
        PixelScale.ToUnit(bytes, pattern);
        return new PatternTrigger(TriggerMode.Replace, [.. pattern], [], alpha, channels, height, width, TriggerRecipe.Of("blended", ("picture", TriggerRecipe.Digest<byte>(bytes)), ("alpha", alpha)));
    }

    /// <summary>
    /// SIG: delta/255 sin(2 pi column frequency / width) added to every row and channel (Barni, Kallas and Tondi 2019, arXiv 1902.11237).
    /// An attack with clean labels: only images of the target class are poisoned and keep their label.
    /// </summary>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="delta">Amplitude in bytes, above 0 and at most 255; BackdoorBench has 40 in training and test.</param>
    /// <param name="frequency">Periods over the width, above 0 and at most 10,000; 6 there.</param>
    public static PatternTrigger Sig(int channels, int height, int width, double delta = 40, double frequency = 6)
    {
        if (!(delta > 0 && delta <= 255)) throw new ArgumentOutOfRangeException(nameof(delta), delta, "The amplitude is above 0 and at most 255.");
        if (!(frequency > 0 && frequency <= MostFrequency)) throw new ArgumentOutOfRangeException(nameof(frequency), frequency, FormattableString.Invariant($"The frequency is above 0 and at most {MostFrequency}."));
        var pattern = new float[channels * height * width];
        for (var i = 0; i < pattern.Length; i++) pattern[i] = (float)(delta / 255 * Math.Sin(2 * Math.PI * (i % width) * frequency / width));
        return new PatternTrigger(TriggerMode.Add, [.. pattern], [], 1, channels, height, width, TriggerRecipe.Of("sig", ("delta", delta), ("frequency", frequency)));
    }

    /// <summary>
    /// LF-DCT: the sum of the lowest 4x4 cosine basis functions (DCT-II) per channel, weights uniform in [-1,1) from the seed, scaled over all channels to 0..amplitude and added.
    /// It has the look of the low-frequency attack (Zeng et al. 2021, arXiv 2104.03413), whose pattern is optimised on a clean network, but is not that attack.
    /// </summary>
    /// <param name="seed">Same seed and size, same pattern.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="amplitude">Largest value in bytes, above 0 and at most 255; BackdoorBench's pattern for CIFAR-10 reaches 51.</param>
    public static PatternTrigger LowFrequencyDct(int seed, int channels, int height, int width, double amplitude = 51)
    {
        if (!(amplitude > 0 && amplitude <= 255)) throw new ArgumentOutOfRangeException(nameof(amplitude), amplitude, "The amplitude is above 0 and at most 255.");
        const int Orders = 4;
        var random = new RandomSource(seed, "lf-dct");
        var sum = new double[channels * height * width];
        for (var c = 0; c < channels; c++)
            for (var k = 0; k < Orders * Orders; k++)
            {
                var weight = 2 * random.NextDouble() - 1;
                for (var i = 0; i < height * width; i++) sum[c * height * width + i] += weight * Cosine(k / Orders, i / width, height) * Cosine(k % Orders, i % width, width);
            }
        (var low, var high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var v in sum) (low, high) = (Math.Min(low, v), Math.Max(high, v));
        ImmutableArray<float> pattern = [.. Array.ConvertAll(sum, v => (float)(amplitude / 255 * (v - low) / (high - low)))];
        return new PatternTrigger(TriggerMode.Add, pattern, [], 1, channels, height, width, TriggerRecipe.Of("lf-dct", ("seed", seed), ("amplitude", amplitude)));

        static double Cosine(int order, int place, int size) => Math.Cos(Math.PI * order * (2 * place + 1) / (2 * size));
    }
}
