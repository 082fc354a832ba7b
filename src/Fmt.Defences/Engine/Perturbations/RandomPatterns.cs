using System;
using System.Linq;
using Fmt.Data;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// Marks that no attacker chose, one per image: rectangles (0.6), smooth additive fields (0.2), sparse additive noise (0.2). Trained on beside
/// universal perturbations they keep accuracy; they remove nothing by themselves.
/// </summary>
internal static class RandomPatterns
{
    /// <summary>Stamps every image with a pattern of its own.</summary>
    /// <param name="images">[N, C, H, W] in [0,1], at least 3x3. Not changed.</param>
    /// <param name="random">Where the choices come from.</param>
    /// <param name="generator">Where the noise comes from; of the images' device.</param>
    /// <returns>A new tensor, the caller's.</returns>
    public static torch.Tensor On(torch.Tensor images, RandomSource random, torch.Generator generator)
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var result = images.clone();
        for (var n = 0; n < images.shape[0]; n++)
        {
            using var inner = torch.NewDisposeScope();
            var image = result[n];
            switch (random.NextDouble())
            {
                case < 0.6: Rectangle(image, random, generator); break;
                case < 0.8: Add(image, Field(image, random, generator), random); break;
                default: Add(image, Sparse(image, random, generator), random); break;
            }
        }

        return result.MoveToOuterDisposeScope();
    }

    /// <summary>Sides 2 to a third of the image; one colour, black or white, noise, or a checkerboard of single pixels.</summary>
    private static void Rectangle(torch.Tensor image, RandomSource random, torch.Generator generator)
    {
        var (channels, height, width) = (image.shape[0], (int)image.shape[1], (int)image.shape[2]);
        int Side(int all) => 2 + random.NextInt(Math.Max(1, all / 3 - 1));
        var (h, w) = (Math.Min(Side(height), height), Math.Min(Side(width), width));
        var (top, left) = (random.NextInt(height - h + 1), random.NextInt(width - w + 1));
        using var part = image.narrow(1, top, h).narrow(2, left, w);
        switch (random.NextInt(4))
        {
            case 0:
                using (var colour = torch.rand([channels, 1, 1], device: image.device, generator: generator)) part.copy_(colour.expand(channels, h, w));
                break;
            case 1:
                part.fill_(random.NextInt(2));
                break;
            case 2:
                using (var noise = torch.rand([channels, h, w], device: image.device, generator: generator)) part.copy_(noise);
                break;
            default:
                var phase = random.NextInt(2);
                var squares = Enumerable.Range(0, h * w).Select(i => (float)((i / w + i % w + phase) % 2)).ToArray();
                using (var board = torch.tensor(squares, [1, h, w], device: image.device)) part.copy_(board.expand(channels, h, w));
                break;
        }
    }

    /// <summary>Normal noise on a grid of 3 to 8 points a side, between them bilinear.</summary>
    private static torch.Tensor Field(torch.Tensor image, RandomSource random, torch.Generator generator)
    {
        var points = 3 + random.NextInt(6);
        var grid = torch.randn([1, image.shape[0], points, points], device: image.device, generator: generator);
        return torch.nn.functional.interpolate(grid, [image.shape[1], image.shape[2]], mode: torch.InterpolationMode.Bilinear, align_corners: true)[0];
    }

    /// <summary>Normal noise on a random share of the pixels.</summary>
    private static torch.Tensor Sparse(torch.Tensor image, RandomSource random, torch.Generator generator)
    {
        var density = random.NextDouble();
        var chosen = torch.rand([1, image.shape[1], image.shape[2]], device: image.device, generator: generator).lt(density);
        return torch.randn(image.shape, device: image.device, generator: generator) * chosen;
    }

    /// <summary>Adds a pattern of an L2 norm between 0 and 4.</summary>
    private static void Add(torch.Tensor image, torch.Tensor pattern, RandomSource random)
    {
        var wanted = 4 * random.NextDouble();
        var norm = pattern.norm().ToDouble();
        if (norm > 0) image.add_(pattern * (wanted / norm)).clamp_(0, 1);
    }
}
