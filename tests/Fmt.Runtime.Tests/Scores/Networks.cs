using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Tests.Scores;

/// <summary>One convolution, its batch norm, and a linear reading of the mean maps: what a shift does to the logits can be written down.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class ShiftNet
{
    [Conv2d(6, Kernel = 1, Bias = false)] public partial Conv2d Conv { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Dropout before a batch norm.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class DropoutNet
{
    [Conv2d(5, Kernel = 3)] public partial Conv2d Conv1 { get; }
    [Dropout(0.5)] public partial Activation Drop { get; }
    [Conv2d(4, Kernel = 3)] public partial Conv2d Conv2 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Grouped and transposed convolutions without batch norm.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class GroupNet
{
    [Conv2d(4, Kernel = 3)] public partial Conv2d Conv1 { get; }
    [Conv2d(6, Kernel = 3, Groups = 2)] public partial Conv2d Grouped { get; }
    [ConvTranspose2d(4, Kernel = 2, Groups = 2)] public partial ConvTranspose2d Turned { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

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
