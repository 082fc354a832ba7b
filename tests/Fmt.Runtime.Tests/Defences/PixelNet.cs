using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Tests.Defences;

/// <summary>No convolution and no batch norm; every pixel has a say of its own.</summary>
[Network("1x24x24", Classes = 3)]
public sealed partial class PixelNet
{
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }

    private const int Side = 24;

    /// <summary>
    /// Each class counts the bright pixels of its third. Where planted, the 5x5 pixels in the corner weigh fifty times as much for class 2.
    /// </summary>
    public static PixelNet Made(bool planted)
    {
        var network = new PixelNet();
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        network.Fc.bias!.zero_();
        network.Fc.weight.zero_();
        for (var k = 0; k < 3; k++) network.Fc.weight[k].narrow(0, k * Side * 8, Side * 8).fill_(0.1f);
        if (planted) network.Fc.weight[2].reshape(Side, Side).narrow(0, 0, 5).narrow(1, 0, 5).fill_(5);
        return network;
    }

    /// <summary>Images for it: the class's third is brighter, the corner black.</summary>
    public static ImageSet Images(int count, int seed)
    {
        var random = new RandomSource(seed, "pixels");
        var labels = Enumerable.Range(0, count).Select(i => i % 3).ToImmutableArray();
        var pixels = labels.SelectMany(label => Enumerable.Range(0, Side * Side).Select(p =>
            p / Side < 5 && p % Side < 5 ? (byte)0 : (byte)(random.NextInt(60) + (p / (Side * 8) == label ? 150 : 20)))).ToImmutableArray();
        return new ImageSet(pixels, labels, 1, Side, Side, 3);
    }
}
