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
