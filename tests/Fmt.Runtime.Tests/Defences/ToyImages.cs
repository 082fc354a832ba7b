using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using TorchSharp;

namespace Fmt.Tests.Defences;

internal static class ToyImages
{
    /// <summary>Three classes: the upper, the middle or the lower third is bright.</summary>
    public static ImageSet Make(int count, int seed, int classes = 3)
    {
        var random = new RandomSource(seed, "toy");
        var labels = Enumerable.Range(0, count).Select(i => i % classes).ToImmutableArray();
        var pixels = labels.SelectMany(label => Enumerable.Range(0, 64).Select(p =>
            (byte)(random.NextInt(90) + (p / 8 * classes / 8 == label ? 120 : 20)))).ToImmutableArray();
        return new ImageSet(pixels, labels, 1, 8, 8, classes);
    }

    public static ToyNet Network(int seed = 1)
    {
        torch.manual_seed(seed);
        return new ToyNet();
    }
}
