using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Modules;
using Fmt.Zoo;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Torchvision;

/// <summary>Networks of other shapes than the zoo's, against what torchvision publishes: the <c>num_params</c> of its weights' metadata, and the names of its files.</summary>
public sealed class TorchvisionTests
{
    private static readonly Dictionary<string, (Func<NetworkModule> Make, long Parameters, string[] Names)> Networks = new()
    {
        ["squeezenet1_1"] = (() => new SqueezeNet(), 1_235_496,
            ["features.0.weight", "features.0.bias", "features.3.squeeze.weight", "features.3.squeeze.bias", "features.3.expand1x1.weight", "features.3.expand1x1.bias", "features.3.expand3x3.weight", "features.3.expand3x3.bias",
                "features.4.squeeze.weight", "features.6.squeeze.weight", "features.7.expand3x3.bias", "features.9.squeeze.weight", "features.12.expand3x3.bias", "classifier.1.weight", "classifier.1.bias"]),
        ["shufflenet_v2_x1_0"] = (() => new ShuffleNetV2(), 2_278_604,
            ["conv1.0.weight", "conv1.1.weight", "stage2.0.branch1.0.weight", "stage2.0.branch1.1.weight", "stage2.0.branch1.2.weight", "stage2.0.branch1.3.num_batches_tracked", "stage2.0.branch2.0.weight", "stage2.0.branch2.3.weight",
                "stage2.0.branch2.5.weight", "stage2.0.branch2.6.running_var", "stage2.1.branch2.0.weight", "stage3.7.branch2.6.bias", "stage4.3.branch2.6.bias", "conv5.0.weight", "conv5.1.running_mean", "fc.weight", "fc.bias"]),
        ["resnext50_32x4d"] = (() => new ResNeXt50(), 25_028_904,
            ["conv1.weight", "layer1.0.conv2.weight", "layer1.0.downsample.0.weight", "layer4.2.bn3.weight", "fc.bias"]),
        ["mnasnet1_0"] = (() => new MnasNet(), 4_383_312,
            ["layers.0.weight", "layers.1.weight", "layers.3.weight", "layers.4.weight", "layers.6.weight", "layers.7.weight", "layers.8.0.layers.0.weight", "layers.8.0.layers.7.bias", "layers.12.3.layers.3.weight", "layers.13.0.layers.6.weight",
                "layers.14.weight", "layers.15.running_mean", "classifier.1.weight"]),
        ["regnet_y_400mf"] = (() => new RegNetY400Mf(), 4_344_144,
            ["stem.0.weight", "stem.1.weight", "trunk_output.block1.block1-0.proj.0.weight", "trunk_output.block1.block1-0.proj.1.bias", "trunk_output.block1.block1-0.f.a.0.weight", "trunk_output.block1.block1-0.f.b.0.weight",
                "trunk_output.block1.block1-0.f.se.fc1.bias", "trunk_output.block1.block1-0.f.se.fc2.weight", "trunk_output.block1.block1-0.f.c.0.weight", "trunk_output.block4.block4-5.f.c.1.bias", "fc.weight"]),
        // 27,161,264 with the auxiliary classifier, whose layers (128x768 and 768x128x5x5 convolutions with batch norm, 1000x768 + 1000) hold 3,326,696.
        ["inception_v3"] = (() => new InceptionV3(), 27_161_264 - 3_326_696,
            ["Conv2d_1a_3x3.conv.weight", "Conv2d_1a_3x3.bn.weight", "Conv2d_4a_3x3.bn.bias", "Mixed_5b.branch1x1.conv.weight", "Mixed_5b.branch5x5_2.conv.weight", "Mixed_5d.branch3x3dbl_3.bn.running_var", "Mixed_6a.branch3x3dbl_3.conv.weight",
                "Mixed_6e.branch7x7dbl_5.conv.weight", "Mixed_7a.branch7x7x3_4.conv.weight", "Mixed_7c.branch3x3dbl_3b.conv.weight", "Mixed_7c.branch_pool.bn.bias", "fc.weight"]),
    };

    public static TheoryData<string> Names => [.. Networks.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Parameters_and_names_are_torchvisions(string name)
    {
        var (make, parameters, names) = Networks[name];
        using var network = make();
        Assert.Equal(parameters, network.parameters().Where(p => p.requires_grad).Sum(p => p.numel()));
        var entries = network.StateEntries.Select(e => e.Name).ToList();
        var places = names.Select(n => entries.IndexOf(n)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void It_runs_and_learns(string name)
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
        Assert.All(network.named_parameters(), p => Assert.True(p.parameter.grad is { } g && g.isfinite().all().ToBoolean(), p.name));
    }
}
