using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Tests.Defences;

/// <summary>A small network, wide enough for the paper's rule to prune.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class ToyNet
{
    [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [MaxPool2d(2)] public partial Activation Pool1 { get; }
    [Conv2d(8, Kernel = 3, Padding = 1)] public partial Conv2d Conv2 { get; }
    [ReLU] public partial Activation Relu2 { get; }
    [Dropout(0.2)] public partial Activation Drop { get; }
    [GlobalAvgPool2d] public partial Activation Pool2 { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>One convolution straight to the logits: what a map is worth can be written down.</summary>
[Network("1x8x8", Classes = 2)]
public sealed partial class PlantedNet
{
    [Conv2d(64, Kernel = 3, Bias = false)] public partial Conv2d Conv { get; }
    [ReLU] public partial Activation Relu { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Two resolutions, a batch norm in each.</summary>
[Network("1x16x16", Classes = 3)]
public sealed partial class TwoStageNet
{
    [Conv2d(8, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [MaxPool2d(2)] public partial Activation Pool1 { get; }
    [Conv2d(8, Kernel = 3, Padding = 1)] public partial Conv2d Conv2 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
    [ReLU] public partial Activation Relu2 { get; }
    [GlobalAvgPool2d] public partial Activation Pool2 { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>No convolution at all.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class NoMapsNet
{
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

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
