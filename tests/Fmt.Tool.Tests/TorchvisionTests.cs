using System;
using System.Linq;
using System.Threading.Tasks;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Networks that are not declared here: folding, groups, sums and concatenations, from torchvision's key lists.</summary>
public sealed class TorchvisionTests
{
    // Parameter counts: torchvision's documentation of its weights (num_params).
    [Theory]
    [InlineData("resnet50", 25_557_032, 1)]
    [InlineData("resnext50_32x4d", 25_028_904, 1)]
    [InlineData("mobilenet_v2", 3_504_872, 2)]
    [InlineData("vgg11", 132_863_336, 0)]
    [InlineData("alexnet", 61_100_840, 0)]
    [InlineData("squeezenet1_1", 1_235_496, 1)]
    [InlineData("densenet121", 7_978_856, 3)]
    public async Task Compiles_as_it_is_with_the_same_state(string name, long parameters, int blocks)
    {
        var keys = List(name);
        Assert.Equal(parameters, keys.Parameters);
        var text = Skeleton.Write(keys.Keys, new SkeletonOptions("Net"));
        Assert.Equal(blocks, text.Split("[Block]").Length - 1);
        if (parameters > 30_000_000)
        {
            // Half a gigabyte is not needed to see that it compiles.
            Assert.Empty((await Compiled.CheckAsync(text)).Found);
            return;
        }

        using var network = await Compiled.OfAsync(text);
        Assert.Equal(Keys.Of(keys.Keys), Keys.Of(network.Network.StateEntries));
    }

    [Theory]
    [InlineData("resnet50", "Conv2d(\"Width * 4\", Bias = false)")]
    [InlineData("resnet50", "MaxPool2d(3, Stride = 2, Padding = 1)")]
    [InlineData("resnet50", "Add(nameof(Bn3), nameof(Downsample))")]
    [InlineData("resnext50_32x4d", "Groups = /* FILL: groups */ 32")]
    [InlineData("mobilenet_v2", "Groups = /* FILL: groups */ \"input.Channels * 6\"")]
    [InlineData("mobilenet_v2", "Add(nameof(Conv3), Edge.Input, When = \"input.Channels == Width\")")]
    [InlineData("vgg11", "AdaptiveAvgPool2d(7)")]
    [InlineData("squeezenet1_1", "Concat(nameof(Relu2), nameof(Relu3))")]
    [InlineData("squeezenet1_1", "// FILL: layer: features.5 without weights")]
    [InlineData("densenet121", "Concat(Edge.Input, nameof(Conv2))")]
    public void Says(string name, string part) => Assert.Contains(part, Skeleton.Write(List(name).Keys, new SkeletonOptions("Net")), StringComparison.Ordinal);

    [Fact]
    public void Two_runs_give_one_text()
    {
        foreach (var name in new[] { "resnet50", "mobilenet_v2", "densenet121" })
            Assert.Equal(Skeleton.Write(List(name).Keys, new SkeletonOptions("Net")), Skeleton.Write(List(name).Keys, new SkeletonOptions("Net")));
    }

    [Theory]
    [InlineData("resnet50")]
    [InlineData("squeezenet1_1")]
    public async Task A_file_sorted_by_name_still_gives_every_key(string name)
    {
        var keys = List(name).Keys.OrderBy(k => k.Name, StringComparer.Ordinal).ToList();
        var text = Skeleton.Write(keys, new SkeletonOptions("Net"));
        Assert.Contains("FILL: order", text, StringComparison.Ordinal);
        using var network = await Compiled.OfAsync(text);
        Assert.Equal(Keys.Of(keys), Keys.Of(network.Network.StateEntries.OrderBy(k => k.Name, StringComparer.Ordinal)));
    }

    private static KeyList List(string name) => name switch
    {
        "resnet50" => KeyList.ResNet50(),
        "resnext50_32x4d" => KeyList.ResNet50(32, 4),
        "mobilenet_v2" => KeyList.MobileNetV2(),
        "vgg11" => KeyList.Vgg11(),
        "alexnet" => KeyList.AlexNet(),
        "squeezenet1_1" => KeyList.SqueezeNet11(),
        "densenet121" => KeyList.DenseNet121(),
        _ => throw new ArgumentException(name),
    };
}
