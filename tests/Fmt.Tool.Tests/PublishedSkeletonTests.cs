using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Fmt.Tests;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Skeletons of all published networks whose key lists PyTorch gave.</summary>
public sealed partial class PublishedSkeletonTests
{
    private static readonly string[] Names =
    [
        "architectures/convnext_tiny", "architectures/densenet161", "architectures/efficientnet_b3", "architectures/mobilenet_v3_large", "architectures/preactresnet18_cifar", "architectures/resnet18",
        "architectures/resnet20_cifar", "architectures/resnet20_cifar_option_b", "architectures/resnet50", "architectures/vgg19_bn",
        "torchvision/alexnet", "torchvision/efficientnet_v2_s", "torchvision/googlenet", "torchvision/inception_v3", "torchvision/mnasnet1_0", "torchvision/mobilenet_v2", "torchvision/regnet_y_400mf",
        "torchvision/resnext50_32x4d", "torchvision/shufflenet_v2_x1_0", "torchvision/squeezenet1_1", "torchvision/wide_resnet50_2",
    ];

    public static TheoryData<string> Networks => [.. Names];

    /// <summary>What stands beside the path (auxiliary classifiers) cannot be told from keys yet.</summary>
    private static readonly string[] NotYet = ["torchvision/googlenet", "torchvision/inception_v3"];

    [SharedTheory("reference")]
    [MemberData(nameof(Networks))]
    public async Task Compiles_without_a_warning_and_has_the_files_state(string name)
    {
        var keys = PublishedNetworks.Keys(name);
        if (NotYet.Contains(name))
        {
            Assert.Contains("\n// FILL: problem: ", Skeleton.Write(keys, new SkeletonOptions("Net")), StringComparison.Ordinal);
            return;
        }

        using var network = await Compiled.OfAsync(Skeleton.Write(keys, new SkeletonOptions("Net")));
        Assert.Equal(Keys.Of(keys), Keys.Of(network.Network.StateEntries));
    }

    /// <summary>Nothing without keys of its own is written without a mark: a layer, a join, an edge, a stride, a padding, groups.</summary>
    [SharedTheory("reference")]
    [MemberData(nameof(Networks))]
    public void Every_guess_is_marked(string name)
    {
        var text = Skeleton.Write(PublishedNetworks.Keys(name), new SkeletonOptions("Net"));
        foreach (var line in text.Split('\n').Where(l => l.StartsWith("    [", StringComparison.Ordinal)))
        {
            foreach (Match layer in Keyless().Matches(line)) Assert.True(IsMarked(line, layer.Index) || FollowsPool(line), line);
            foreach (Match argument in Argument().Matches(Pool().Replace(Use().Replace(line, ""), ""))) Assert.True(argument.Groups[2].Value.StartsWith("/* FILL: ", StringComparison.Ordinal) || argument.Groups[2].Value is "nameof(Stride)", line);
        }

        // A stride that a block takes from its use is marked there.
        foreach (var use in Use().Matches(text).Where(u => u.Value.Contains("Stride = ", StringComparison.Ordinal))) Assert.Contains("/* FILL: stride */", use.Value, StringComparison.Ordinal);
    }

    [SharedFact("reference")]
    public void No_network_is_left_out() => Assert.Equal(PublishedNetworks.All().Order(StringComparer.Ordinal), Names);

    private static bool IsMarked(string line, int index) => line[..index].EndsWith(" */ ", StringComparison.Ordinal);

    /// <summary>A Flatten behind a marked pooling holds the number that the weights ask for.</summary>
    private static bool FollowsPool(string line) => line.Contains("[Flatten(Expect = ", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<=[\[ ])(ReLU|Sigmoid|GlobalAvgPool2d|AdaptiveAvgPool2d|MaxPool2d|Dropout|Flatten|Permute|LayerNorm2d|LayerNorm|Scale|Slice|ChannelShuffle|Add|Multiply|Concat)(?=[\(\],])")]
    private static partial Regex Keyless();

    [GeneratedRegex(@"(Stride|Padding|Groups) = (/\* FILL: |[^,\)]+\)?)")]
    private static partial Regex Argument();

    [GeneratedRegex(@"/\* FILL: pooling \*/ \w+\([^)]*\)")]
    private static partial Regex Pool();

    [GeneratedRegex(@"(Use|Repeat)<[^\n]*\]")]
    private static partial Regex Use();
}
