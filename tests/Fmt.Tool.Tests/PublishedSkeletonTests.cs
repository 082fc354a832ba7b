using System;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Fmt.Graph;
using Fmt.Tests;
using Fmt.Tool.Inference;
using Fmt.Tool.Reading;
using Fmt.Tool.Writing;
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

    [SharedTheory("reference")]
    [MemberData(nameof(Networks))]
    public async Task Compiles_without_a_warning_and_has_the_files_state(string name)
    {
        var keys = PublishedNetworks.Keys(name);
        var text = Skeleton.Write(keys, new SkeletonOptions("Net"));
        // No guess had to be taken back.
        Assert.DoesNotContain("FILL: problem", text, StringComparison.Ordinal);
        Assert.DoesNotContain("FILL: state", text, StringComparison.Ordinal);
        using var network = await Compiled.OfAsync(text);
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

    /// <summary>Joins leave no keys. How many each network has: its paper and torchvision's code, by the numbers of blocks.</summary>
    [SharedTheory("reference")]
    [InlineData("architectures/resnet18", 8, 0, 0)]
    [InlineData("architectures/resnet50", 16, 0, 0)]
    [InlineData("architectures/resnet20_cifar_option_b", 9, 0, 0)]
    [InlineData("architectures/preactresnet18_cifar", 8, 0, 0)]
    [InlineData("architectures/vgg19_bn", 0, 0, 0)]
    [InlineData("architectures/densenet161", 0, 0, 78)]
    [InlineData("architectures/efficientnet_b3", 19, 26, 0)]
    [InlineData("architectures/mobilenet_v3_large", 10, 8, 0)]
    [InlineData("architectures/convnext_tiny", 18, 0, 0)]
    [InlineData("torchvision/alexnet", 0, 0, 0)]
    [InlineData("torchvision/googlenet", 0, 0, 9)]
    [InlineData("torchvision/inception_v3", 0, 0, 11)]
    [InlineData("torchvision/mnasnet1_0", 10, 0, 0)]
    [InlineData("torchvision/mobilenet_v2", 10, 0, 0)]
    [InlineData("torchvision/regnet_y_400mf", 16, 16, 0)]
    [InlineData("torchvision/resnext50_32x4d", 16, 0, 0)]
    [InlineData("torchvision/shufflenet_v2_x1_0", 0, 0, 16)]
    [InlineData("torchvision/squeezenet1_1", 0, 0, 8)]
    [InlineData("torchvision/wide_resnet50_2", 16, 0, 0)]
    public void Joins_as_often_as_the_network_does(string name, int sums, int products, int concatenations) =>
        Assert.Equal((sums, products, concatenations), Joins(name));

    /// <summary>Shortcuts of option A have no keys: of nine sums seven are written, and the place of the others is marked.</summary>
    [SharedFact("reference")]
    public void A_sum_without_a_key_is_marked_where_it_is_missing()
    {
        Assert.Equal((7, 0, 0), Joins("architectures/resnet20_cifar"));
        Assert.Contains("[/* FILL: join */ Add(nameof(Bn2), Edge.Input, When = \"input.Channels == Width\")]", Skeleton.Write(PublishedNetworks.Keys("architectures/resnet20_cifar"), new SkeletonOptions("Net")), StringComparison.Ordinal);
    }

    /// <summary>Two blocks of one convolution each, of which nothing but the paper says that they add: a doubt stands there.</summary>
    [SharedFact("reference")]
    public void A_sum_that_too_little_speaks_for_is_a_marked_doubt()
    {
        Assert.Equal((33, 30, 0), Joins("torchvision/efficientnet_v2_s"));
        Assert.Contains("    // FILL: join: perhaps a sum with what the block reads", Skeleton.Write(PublishedNetworks.Keys("torchvision/efficientnet_v2_s"), new SkeletonOptions("Net")), StringComparison.Ordinal);
    }

    private static (int Sums, int Products, int Concatenations) Joins(string name)
    {
        var file = new Draft(Scope.Read(PublishedNetworks.Keys(name)), new SkeletonOptions("Net")).Write();
        var nodes = GraphBuilder.Build(DeclarationRecords.Of(file)).Graph!.Nodes;
        int Count(string kind) => nodes.Count(n => n.Kind?.Name == kind);
        return (Count("Add"), Count("Multiply"), Count("Concat"));
    }

    [SharedTheory("reference")]
    [InlineData("torchvision/mobilenet_v2", "Name = \"features.{i + 2}\"")]
    [InlineData("torchvision/mobilenet_v2", "Add(nameof(Conv3), Edge.Input, When = \"input.Channels == Width\")")]
    [InlineData("torchvision/mnasnet1_0", "Add(nameof(Layers), Edge.Input, When = ")]
    [InlineData("torchvision/regnet_y_400mf", "Name = \"block2.block2-{i}\"")]
    [InlineData("torchvision/regnet_y_400mf", "Add(nameof(F), nameof(Proj))")]
    [InlineData("torchvision/shufflenet_v2_x1_0", "Repeat<NetStageBlock>(8, ")]
    [InlineData("torchvision/shufflenet_v2_x1_0", "[/* FILL: split */ ChannelShuffle(2)]")]
    [InlineData("torchvision/squeezenet1_1", "Name = \"features.{i + 3}\"")]
    [InlineData("torchvision/googlenet", "[Use<NetAuxBlock>(From = /* FILL: edge */ nameof(Inception4d), Called = /* FILL: called */ false)] public partial NetAuxBlock Aux2 { get; }")]
    [InlineData("torchvision/inception_v3", "Called = /* FILL: called */ false)] public partial NetAuxLogitsBlock AuxLogits { get; }")]
    [InlineData("torchvision/googlenet", "Concat(nameof(Branch1), nameof(Branch2_1), nameof(Branch3_1), nameof(Branch4_1))")]
    [InlineData("torchvision/inception_v3", "Concat(nameof(Branch1x1), nameof(Branch3x3_2a), nameof(Branch3x3_2b), nameof(Branch3x3dbl3a), nameof(Branch3x3dbl3b), nameof(BranchPool))")]
    [InlineData("architectures/efficientnet_b3", "Multiply(nameof(Gate), Edge.Input)")]
    [InlineData("architectures/efficientnet_b3", "Name = \"features.7\")]\n    public partial Stage<")]
    [InlineData("architectures/densenet161", "(36, Name = \"denseblock3.denselayer{i + 1}\")")]
    [InlineData("architectures/convnext_tiny", "[/* FILL: layer */ Scale(Name = \"layer_scale\")] public partial LearnedScale LayerScale { get; }")]
    [InlineData("architectures/convnext_tiny", "Groups = /* FILL: groups */ \"input.Channels\"")]
    [InlineData("architectures/convnext_tiny", "[/* FILL: layer */ Permute(\"NHWC\")]\n    [/* FILL: layer */ LayerNorm]\n    [Linear(")]
    public void Says(string name, string part) => Assert.Contains(part, Skeleton.Write(PublishedNetworks.Keys(name), new SkeletonOptions("Net")), StringComparison.Ordinal);

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
