using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Files;
using TorchSharp;

namespace Fmt.Attacks;

/// <summary>
/// WaNet: the image warped by a smooth field of small shifts (Nguyen and Tran 2021, arXiv 2102.10369). The field is drawn once per network; it is the trigger.
/// </summary>
/// <remarks>
/// With the identity grid g, x and y from -1 to 1 over columns and rows, and a field n of shifts, the image is read bilinearly at clamp((g + strength n / size) rescale, -1, 1),
/// corners aligned; size is the width for x and the height for y, so a shift of n moves a pixel by strength n / 2 places.
/// Holds no tensors. Its training needs images with noise beside those with the trigger (<see cref="Poisoning.NoiseRatio"/>); its published fields are of PyTorch's generator, so they come from a file.
/// </remarks>
public sealed class WarpTrigger : Trigger
{
    /// <summary>Beyond these an image is no longer warped, it is gone.</summary>
    internal const double MostStrength = 1000, MostRescale = 100;

    /// <summary>Control points per side; a field of more has no smooth shifts.</summary>
    internal const int MostControlPoints = 256;

    private readonly float[] _grid;

    /// <summary>A warp by a field drawn from a seed: control points uniform in [-1,1), divided by the mean of their absolute values, enlarged bicubically with corners aligned.</summary>
    /// <param name="seed">Same seed and size, same field.</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="controlPoints">k: control points per side, 2 to 256; 4 in the paper.</param>
    /// <param name="strength">s, at most 1000: 0.5 in the paper; 0 leaves the images as they are.</param>
    /// <param name="rescale">Factor of the whole grid, above 0 and at most 100; 1 in the published code.</param>
    public WarpTrigger(int seed, int channels, int height, int width, int controlPoints = 4, double strength = 0.5, double rescale = 1)
        : this(Field(seed, height, width, controlPoints), channels, height, width, strength, rescale, TriggerRecipe.Of("wanet", ("seed", seed), ("k", controlPoints), ("s", strength), ("rescale", rescale)))
    {
    }

    /// <summary>A warp by a given field.</summary>
    /// <param name="field">[H,W,2] row-major, the shift in x before that in y, in the paper's units (mean absolute value about 1).</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="strength">s.</param>
    /// <param name="rescale">Factor of the whole grid.</param>
    /// <exception cref="ArgumentException">The field has another length or a value that is no number.</exception>
    public WarpTrigger(ImmutableArray<float> field, int channels, int height, int width, double strength = 0.5, double rescale = 1)
        : this(field, channels, height, width, strength, rescale, null)
    {
    }

    private WarpTrigger(ImmutableArray<float> field, int channels, int height, int width, double strength, double rescale, TriggerRecipe? recipe)
        : base(channels, height, width)
    {
        if (field.IsDefault || field.Length != 2 * height * width)
            throw new ArgumentException(FormattableString.Invariant($"The field has {(field.IsDefault ? 0 : field.Length)} values; {height}x{width}x2 take {2 * height * width}."), nameof(field));
        if (!field.All(float.IsFinite)) throw new ArgumentException("The field has a value that is not a number.", nameof(field));
        if (!(strength >= 0 && strength <= MostStrength)) throw new ArgumentOutOfRangeException(nameof(strength), strength, FormattableString.Invariant($"The strength is 0 to {MostStrength}."));
        if (!(rescale > 0 && rescale <= MostRescale)) throw new ArgumentOutOfRangeException(nameof(rescale), rescale, FormattableString.Invariant($"The factor is above 0 and at most {MostRescale}."));
        (FlowField, Strength, Rescale) = (field, strength, rescale);
        _grid = new float[field.Length];
        for (var i = 0; i < _grid.Length; i++)
            _grid[i] = (float)Math.Clamp((Identity(i) + strength * field[i] / (i % 2 == 0 ? width : height)) * rescale, -1, 1);
        Grid = [.. _grid];
        Recipe = recipe ?? TriggerRecipe.Of("wanet", ("field", TriggerRecipe.Digest(field.AsSpan())), ("s", strength), ("rescale", rescale));
    }

    /// <summary>A warp by a field from a file, such as the <c>noise_grid</c> of a published checkpoint saved as a NumPy array.</summary>
    /// <param name="file"><c>.npy</c>, or <c>.npz</c> with the array <c>x</c>: float32 or float64, [H,W,2] or [1,H,W,2].</param>
    /// <param name="channels">Channels of the images.</param>
    /// <param name="height">Rows of the images.</param>
    /// <param name="width">Columns of the images.</param>
    /// <param name="strength">s.</param>
    /// <param name="rescale">Factor of the whole grid.</param>
    /// <exception cref="DataException">The file is missing, damaged, of another shape or type.</exception>
    public static WarpTrigger FromFile(string file, int channels, int height, int width, double strength = 0.5, double rescale = 1)
    {
        var array = NumpyFile.Read(file);
        if (array.IsBytes || !array.Values.All(float.IsFinite) || !(array.Shape.AsSpan().EndsWith([height, width, 2]) && array.Values.Length == 2 * height * width))
            throw new DataException(FormattableString.Invariant($"the array has shape ({string.Join(", ", array.Shape)}){(array.IsBytes ? " and bytes" : "")}; finite floats of ({height}, {width}, 2) or (1, {height}, {width}, 2) were expected."), file);
        return new WarpTrigger([.. array.Values], channels, height, width, strength, rescale);
    }

    /// <summary>[H,W,2] row-major: the shifts before they are scaled, x before y.</summary>
    public ImmutableArray<float> FlowField { get; }

    /// <summary>[H,W,2] row-major in [-1,1]: where each pixel is read, x before y.</summary>
    public ImmutableArray<float> Grid { get; }

    /// <summary>s.</summary>
    public double Strength { get; }

    /// <summary>Factor of the whole grid.</summary>
    public double Rescale { get; }

    /// <inheritdoc/>
    public override TriggerRecipe Recipe { get; }

    /// <summary>
    /// The same warp with a noise of each image's own, clamp(G + U(-1,1)/size, -1, 1): it makes the "cross" images of WaNet's training, which keep their true label,
    /// so that only the one field opens the backdoor. A network under attack should be about as right on them as on clean images.
    /// </summary>
    /// <param name="seed">The noise of an image depends on the seed and the image's index in the data set, on nothing else.</param>
    public Trigger Noisy(int seed) => new NoisyWarp(this, seed);

    /// <inheritdoc/>
    protected override torch.Tensor Apply(torch.Tensor images, ReadOnlySpan<int> indices) => Sample(images, _grid, 1);

    private torch.Tensor Sample(torch.Tensor images, float[] grids, int count)
    {
        // Half precision has too few places for coordinates.
        var wide = images.dtype is torch.ScalarType.Float32 or torch.ScalarType.Float64;
        using var floats = wide ? images.alias() : images.to(torch.float32);
        using torch.Tensor here = Like(floats, grids, count, Height, Width, 2), each = here.expand(images.shape[0], Height, Width, 2);
        var warped = torch.nn.functional.grid_sample(floats, each, torch.GridSampleMode.Bilinear, torch.GridSamplePaddingMode.Zeros, align_corners: true);
        if (wide) return warped;
        using (warped) return warped.to(images.dtype);
    }

    /// <summary>Value i of the identity grid [H,W,2]: x over the columns, y over the rows, both from -1 to 1.</summary>
    private double Identity(int i)
    {
        (var pixel, var size) = (i / 2, i % 2 == 0 ? Width : Height);
        var place = i % 2 == 0 ? pixel % Width : pixel / Width;
        return size == 1 ? 0 : -1 + 2.0 * place / (size - 1);
    }

    private static ImmutableArray<float> Field(int seed, int height, int width, int points)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        if (points is < 2 or > MostControlPoints) throw new ArgumentOutOfRangeException("controlPoints", points, $"A field has 2 to {MostControlPoints} control points per side.");
        var random = new RandomSource(seed, "wanet/field");
        double[] drawn = [.. Enumerable.Range(0, 2 * points * points).Select(_ => 2 * random.NextDouble() - 1)];
        var mean = drawn.Average(Math.Abs);
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var control = torch.tensor(drawn.Select(v => (float)(v / mean)).ToArray(), [1, 2, points, points]);
        var field = torch.nn.functional.interpolate(control, [height, width], mode: torch.InterpolationMode.Bicubic, align_corners: true);
        return [.. field.permute(0, 2, 3, 1).contiguous().data<float>().ToArray()];
    }

    private sealed class NoisyWarp(WarpTrigger warp, int seed) : Trigger(warp.Channels, warp.Height, warp.Width)
    {
        public override bool NeedsIndices => true;

        public override TriggerRecipe Recipe { get; } = warp.Recipe with { Kind = "wanet-noise", Parameters = warp.Recipe.Parameters.SetItem("noise seed", FormattableString.Invariant($"{seed}")) };

        protected override torch.Tensor Apply(torch.Tensor images, ReadOnlySpan<int> indices)
        {
            var size = warp._grid.Length;
            var grids = new float[indices.Length * size];
            for (var n = 0; n < indices.Length; n++)
            {
                var random = new RandomSource(seed, FormattableString.Invariant($"wanet/noise/{indices[n]}"));
                for (var i = 0; i < size; i++)
                    grids[n * size + i] = (float)Math.Clamp(warp._grid[i] + (2 * random.NextDouble() - 1) / (i % 2 == 0 ? Width : Height), -1, 1);
            }
            return warp.Sample(images, grids, indices.Length);
        }
    }
}
