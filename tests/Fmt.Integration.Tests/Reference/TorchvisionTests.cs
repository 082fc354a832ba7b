using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using Fmt.Modules;
using Fmt.Zoo;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Reference;

/// <summary>The zoo's other networks of torchvision against PyTorch's own values.</summary>
public sealed class TorchvisionTests
{
    // AtSize: at the size of the reference values. Parameters: torchvision's documentation of its weights (num_params). Entries: CRC-32 of the lines "name type shape" of its state_dict.
    private static readonly Dictionary<string, (Func<NetworkModule> Make, Func<NetworkModule> AtSize, long Parameters, string Entries)> Networks = new()
    {
        ["alexnet"] = (() => new AlexNet(), () => new AtFileSize.AlexNet(), 61_100_840, "27df86fc"),
        ["efficientnet_v2_s"] = (() => new EfficientNetV2S(), () => new AtFileSize.EfficientNetV2S(), 21_458_488, "942ba642"),
        // torchvision's 6,624,904 are without the auxiliary classifiers, which hold 6,379,984: 128x512 and 128x528 convolutions with batch norm, two times 1024x2048 + 1024 and 1000x1024 + 1000.
        ["googlenet"] = (() => new GoogLeNet(), () => new AtFileSize.GoogLeNet(), 6_624_904 + 6_379_984, "8c517be8"),
        ["inception_v3"] = (() => new InceptionV3(), () => new AtFileSize.InceptionV3(), 27_161_264, "cce1b5c5"),
        ["mnasnet1_0"] = (() => new MnasNet1_0(), () => new AtFileSize.MnasNet1_0(), 4_383_312, "8353f5e0"),
        ["mobilenet_v2"] = (() => new MobileNetV2(), () => new MobileNetV2(), 3_504_872, "74ed6d5c"),
        ["regnet_y_400mf"] = (() => new RegNetY400MF(), () => new AtFileSize.RegNetY400MF(), 4_344_144, "e36e67fe"),
        ["resnext50_32x4d"] = (() => new ResNeXt50(), () => new AtFileSize.ResNeXt50(), 25_028_904, "9cc495d3"),
        ["shufflenet_v2_x1_0"] = (() => new ShuffleNetV2X1_0(), () => new AtFileSize.ShuffleNetV2X1_0(), 2_278_604, "4fa0d55b"),
        ["squeezenet1_1"] = (() => new SqueezeNet1_1(), () => new AtFileSize.SqueezeNet1_1(), 1_235_496, "0b479990"),
        ["wide_resnet50_2"] = (() => new WideResNet50_2(), () => new AtFileSize.WideResNet50_2(), 68_883_240, "562429b6"),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [SharedTheory("reference/torchvision")]
    [MemberData(nameof(Names))]
    public void State_dict_has_PyTorchs_names_order_shapes_and_contents(string name) => With(name, (reference, network) => reference.AssertState(network));

    [SharedTheory("reference/torchvision")]
    [MemberData(nameof(Names))]
    public void Every_convolution_and_the_logits_are_PyTorchs(string name) => With(name, (reference, network) => reference.AssertForward(network));

    [SharedTheory("reference/torchvision")]
    [MemberData(nameof(Names))]
    public void Prefix_and_suffix_give_the_forward_pass(string name) => With(name, (reference, network) => reference.AssertPrefixAndSuffix(network));

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_and_entries_are_torchvisions(string name)
    {
        using var network = Networks[name].Make();
        Assert.Equal(Networks[name].Parameters, network.parameters().Where(p => p.requires_grad).Sum(p => p.numel()));
        var lines = network.StateEntries.Select(e => $"{e.Name} {e.Type} {string.Join('x', e.Shape)}\n");
        Assert.Equal(Networks[name].Entries, Fill.Crc(Encoding.UTF8.GetBytes(string.Concat(lines))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void At_its_own_size_it_runs_and_learns(string name)
    {
        using var scope = torch.NewDisposeScope();
        using var network = Networks[name].Make();
        torch.random.manual_seed(1);
        var (channels, height, width) = network.InputShape;
        var images = torch.rand(2, channels, height, width);
        network.eval();
        using (torch.no_grad())
        {
            var logits = network.forward(images);
            Assert.Equal([2, 1000], logits.shape);
            Assert.True(logits.isfinite().all().ToBoolean());
        }

        network.train();
        torch.nn.functional.cross_entropy(network.forward(images), torch.tensor(new long[] { 3, 5 })).backward();
        // The auxiliary classifiers' layers are registered only.
        var learning = network.named_parameters().Where(p => !p.name.StartsWith("aux", StringComparison.OrdinalIgnoreCase));
        Assert.All(learning, p => Assert.True(p.parameter.grad is { } g && g.isfinite().all().ToBoolean(), p.name));
    }

    private static void With(string name, Action<ArchitectureReference, NetworkModule> assert)
    {
        using var reference = new ArchitectureReference(SharedMaterial.Path($"reference/torchvision/{name}.json"));
        using var network = Networks[name].AtSize();
        assert(reference, network);
    }
}
