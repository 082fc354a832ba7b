using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Tests.Scores;

internal static class ScoreData
{
    public static RunContext Context(int seed = 0) => new(seed);

    /// <summary>Random colour images for the networks of the module tests, 5 classes.</summary>
    public static ImageSet Colour(int count, int seed = 1)
    {
        var random = new RandomSource(seed, "colour");
        return new ImageSet([.. Enumerable.Range(0, count * 192).Select(_ => (byte)random.NextInt(256))], [.. Enumerable.Range(0, count).Select(i => i % 5)], 3, 8, 8, 5);
    }

    public static torch.Tensor Tensor(ImageSet set) => set.Images(Enumerable.Range(0, set.Count).ToArray());

    /// <summary>Sets a batch norm's running statistics to those of its own input on these images.</summary>
    public static void Remember(BatchNorm2d norm, torch.Tensor input)
    {
        using var noGradients = torch.no_grad();
        norm.running_mean!.copy_(input.mean([0, 2, 3]));
        norm.running_var!.copy_(input.transpose(0, 1).flatten(1).var(1));
    }
}
