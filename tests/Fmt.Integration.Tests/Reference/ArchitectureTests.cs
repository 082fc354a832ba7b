using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Fmt.Modules;
using Fmt.Zoo;
using Xunit;

namespace Fmt.Tests.Reference;

/// <summary>Declared networks against PyTorch's own values: names, order, shapes, contents, every convolution, logits.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, Func<NetworkModule>> Networks = new()
    {
        ["resnet20_cifar"] = () => new CifarResNet20(),
        ["resnet20_cifar_option_b"] = () => new CifarResNet20B(),
        ["preactresnet18_cifar"] = () => new PreActResNet18(),
        ["resnet18"] = () => new ResNet18(),
        ["resnet50"] = () => new AtFileSize.ResNet50(),
        ["vgg19_bn"] = () => new AtFileSize.Vgg19Bn(),
        ["mobilenet_v3_large"] = () => new MobileNetV3Large(),
        ["efficientnet_b3"] = () => new AtFileSize.EfficientNetB3(),
        ["densenet161"] = () => new AtFileSize.DenseNet161(),
        ["convnext_tiny"] = () => new AtFileSize.ConvNeXtTiny(),
    };

    public static TheoryData<string> Files => [.. Networks.Keys];

    // Half a gigabyte of VGG's weights is filled twice already, and its layers are a plain chain.
    public static TheoryData<string> FilesWithBranches => [.. Networks.Keys.Where(f => f != "vgg19_bn")];

    [Theory]
    [MemberData(nameof(Files))]
    public void State_dict_has_PyTorchs_names_order_shapes_and_contents(string file) => With(file, (reference, network) => reference.AssertState(network));

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_convolution_and_the_logits_are_PyTorchs(string file) => With(file, (reference, network) => reference.AssertForward(network));

    [Theory]
    [MemberData(nameof(FilesWithBranches))]
    public void Prefix_and_suffix_give_the_forward_pass(string file) => With(file, (reference, network) => reference.AssertPrefixAndSuffix(network));

    private static void With(string file, Action<ArchitectureReference, NetworkModule> assert)
    {
        using var reference = new ArchitectureReference(Path.Combine(AppContext.BaseDirectory, "Data", "architectures", file + ".json"));
        using var network = Networks[file]();
        assert(reference, network);
    }
}
