using System;
using System.Collections.Immutable;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Fmt.Modules;
using Fmt.Tests;
using Fmt.Weights;
using Fmt.Zoo;
using TorchSharp;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Published checkpoints: the skeleton compiles as it is, and with its marks filled it is the network, logits and all.</summary>
public sealed class PublishedCheckpointTests
{
    private static readonly (string From, string To)[] _smallVgg =
    [
        ("ReLU", "ELU"),
        // What the state_dict hides behind the last activation of a sequence.
        ("ELU]\n    public partial Sequence Features", "ELU]\n    [MaxPool2d(2)]\n    [Dropout(0.4)]\n    public partial Sequence Features"),
    ];

    private static readonly (string From, string To)[] _badNet =
    [
        ("Padding = /* FILL: padding */ 2", "Padding = 0"),
        ("ReLU]\n    public partial Sequence Conv", "ReLU]\n    [AvgPool2d(2)]\n    public partial Sequence Conv"),
        ("[/* FILL: pooling */ AdaptiveAvgPool2d(4)]", "[AdaptiveAvgPool2d(5)]"),
    ];

    [SharedTheory("models")]
    [InlineData("badnets_8_02.safetensors", "SmallVgg", 10, 3)]
    [InlineData("l2_inv_0_02.safetensors", "SmallVgg", 10, 3)]
    [InlineData("trojan_wm_2_02.safetensors", "SmallVgg", 10, 3)]
    [InlineData("gtsrbbadnets_8_02.safetensors", "SmallVgg", 43, 3)]
    [InlineData("gtsrbl2_inv_0_02.safetensors", "SmallVgg", 43, 3)]
    [InlineData("gtsrbtrojan_wm_2_02.safetensors", "SmallVgg", 43, 3)]
    [InlineData("wrn16_1_grid_5.safetensors", "WideResNet16x1", 10, 3)]
    [InlineData("wrn16_1_teacher_5.safetensors", "WideResNet16x1", 10, 3)]
    [InlineData("badnet_cifar10_1.safetensors", "BadNetCnn", 10, 3)]
    [InlineData("badnet_mnist_1.safetensors", "BadNetCnn", 10, 1)]
    [InlineData("badnet_mnist_0_sq2.safetensors", "BadNetFlat", 10, 1)]
    [InlineData("pickles/badnets_8_02_ckpt.pth", "SmallVgg", 10, 3)]
    [InlineData("pickles/WRN-16-1-S-model_best.pth.tar", "WideResNet16x1", 10, 3)]
    [InlineData("pickles/badnet-CIFAR10.pth", "BadNetCnn", 10, 3)]
    public async Task A_checkpoint_becomes_its_network(string file, string zoo, int classes, int channels)
    {
        var path = SharedMaterial.Path("models/" + file);
        var checkpoint = Checkpoint.Read(path);
        ImmutableArray<StateEntry> keys = [.. checkpoint.Tensors.Select(t => new StateEntry(t.Name, t.Type, t.Shape))];
        var skeleton = Skeleton.Write(keys, new SkeletonOptions("Net", "Some.Place"));
        using (var raw = await Compiled.OfAsync(skeleton))
        {
            Assert.Equal(Keys.Of(keys), Keys.Of(raw.Network.StateEntries));
            raw.Network.Load(path);
        }

        using var filled = await Compiled.OfAsync(Fill(skeleton, zoo));
        using var known = Networks.Make(zoo, classes, channels);
        Assert.Equal(Keys.Of(keys), Keys.Of(filled.Network.StateEntries));
        foreach (var network in new[] { filled.Network, known })
        {
            network.Load(path);
            network.Normalisation = Normalisation.None;
            network.eval();
        }

        Assert.Equal(known.InputShape, filled.Network.InputShape);
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var images = torch.rand([4, channels, known.InputShape.Height, known.InputShape.Width], generator: new torch.Generator(7));
        var difference = (known.call(images) - filled.Network.call(images)).abs().max().item<float>();
        Assert.InRange(difference, 0, 1e-4f);
    }

    /// <summary>What a person fills in after a look at the model's forward().</summary>
    private static string Fill(string skeleton, string zoo)
    {
        var text = skeleton;
        foreach (var (from, to) in zoo switch { "SmallVgg" => _smallVgg, "WideResNet16x1" => [], _ => _badNet }) text = text.Replace(from, to);
        if (zoo == "BadNetFlat") text = Regex.Replace(text, @"ReLU\] public partial Activation (Relu2?) ", "ReLU, AvgPool2d(2)] public partial Sequence $1 ");
        if (text.Contains("1x28x28", StringComparison.Ordinal)) text = text.Replace("AdaptiveAvgPool2d(5)", "AdaptiveAvgPool2d(4)");
        return text;
    }
}
