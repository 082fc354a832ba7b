using System;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Zoo;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>The state_dict of every declared network gives a declaration with that state_dict, without anything filled in.</summary>
public sealed class ZooRoundTripTests
{
    [Theory]
    [InlineData("SmallVgg", 10, 3)]
    [InlineData("SmallVgg", 43, 3)]
    [InlineData("WideResNet16x1", 10, 3)]
    [InlineData("BadNetCnn", 10, 3)]
    [InlineData("BadNetCnn", 10, 1)]
    [InlineData("BadNetFlat", 10, 1)]
    [InlineData("CifarResNet20", 10, 3)]
    [InlineData("CifarResNet20B", 10, 3)]
    [InlineData("PreActResNet18", 10, 3)]
    [InlineData("ResNet18", 1000, 3)]
    [InlineData("FashionNet", 10, 1)]
    [InlineData("SignNet", 10, 3)]
    [InlineData("SmallVggFolded", 10, 3)]
    [InlineData("MnasNet1_0", 1000, 3)]
    [InlineData("MobileNetV2", 1000, 3)]
    [InlineData("SqueezeNet1_1", 1000, 3)]
    public async Task State_comes_back(string name, int classes, int channels)
    {
        using var network = Networks.Make(name, classes, channels);
        using var again = await Compiled.OfAsync(Skeleton.Write(network.StateEntries, new SkeletonOptions("Net")));
        Assert.Equal(Keys.Of(network.StateEntries), Keys.Of(again.Network.StateEntries));
        Assert.Equal(classes, again.Network.ClassCount);
    }

    /// <summary>Not tried here, to save time: PublishedSkeletonTests has their keys as PyTorch itself gives them.</summary>
    private static readonly string[] NotTried =
    [
        "AlexNet", "ConvNeXtTiny", "DenseNet161", "EfficientNetB3", "EfficientNetV2S", "GoogLeNet", "InceptionV3", "MobileNetV3Large", "RegNetY400MF", "ResNeXt50", "ResNet50", "ShuffleNetV2X1_0", "Vgg19Bn", "WideResNet50_2",
    ];

    [Fact]
    public void No_network_is_left_out()
    {
        var tested = typeof(ZooRoundTripTests).GetMethod(nameof(State_comes_back))!.GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Select(a => (string)((InlineDataAttribute)a).GetData(null!).Single()[0]);
        Assert.Equal(Networks.Names.Order(StringComparer.Ordinal), tested.Distinct().Concat(NotTried).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("ResNet18")]
    [InlineData("CifarResNet20B")]
    [InlineData("PreActResNet18")]
    public void Stages_are_folded_by_one_block(string name)
    {
        using var network = Networks.Make(name, name == "ResNet18" ? 1000 : 10, 3);
        var text = Skeleton.Write(network.StateEntries, new SkeletonOptions("Net"));
        Assert.Equal(1, text.Split("[Block]").Length - 1);
        Assert.Contains("Stride = first ? 2 : 1", text);
        Assert.Contains("= first", text);
        Assert.DoesNotContain("[Use", text);
    }
}
