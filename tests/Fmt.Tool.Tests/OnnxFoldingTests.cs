using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Fmt.Tests;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Equal scopes become blocks; the declaration is then not much longer than one that a person wrote.</summary>
public sealed class OnnxFoldingTests
{
    [SharedTheory("reference/onnx")]
    [InlineData("resnet18.graph", "ResNet18", 1, 4)]
    [InlineData("resnet20_cifar.graph", "CifarResNet20", 1, 3)]
    [InlineData("resnet20_cifar", "CifarResNet20", 1, 3)]
    [InlineData("preactresnet18_cifar.graph", "PreActResNet18", 1, 4)]
    [InlineData("resnet50.graph", "ResNet50", 1, 4)]
    [InlineData("densenet161.graph", "DenseNet161", 1, 4)]
    [InlineData("mobilenet_v3_large.graph", "MobileNetV3", 4, 4)]
    [InlineData("efficientnet_b3.graph", "EfficientNetB3", 2, 7)]
    [InlineData("convnext_tiny.graph", "ConvNeXtTiny", 1, 4)]
    [InlineData("wrn16_1_grid_5", "WideResNet16x1", 1, 3)]
    public void Is_folded(string name, string zoo, int blocks, int repeats)
    {
        var text = OnnxReference.Import(name).Declaration;
        Assert.Equal(blocks, Regex.Count(text, @"^\[Block\]", RegexOptions.Multiline));
        Assert.Equal(repeats, Regex.Count(text, @"^    \[Repeat<", RegexOptions.Multiline));
        var lines = File.ReadAllLines(Path.Combine(SharedMaterial.RepositoryRoot(), "src", "Fmt.Zoo", zoo + ".cs")).Length;
        Assert.InRange(text.Split('\n').Length, 1, 2 * lines);
    }

    [SharedFact("reference/onnx")]
    public void A_shortcut_is_a_condition_and_a_stride_a_parameter()
    {
        var text = OnnxReference.Import("resnet18.graph").Declaration;
        Assert.Contains("[Repeat<NetLayerBlock>(2, \"Width = 128, Stride = first ? 2 : 1\")] public partial Stage<NetLayerBlock> Layer2 { get; }", text, StringComparison.Ordinal);
        Assert.Contains("From = Edge.Input, When = \"Stride != 1\", Name = \"downsample.0\")]", text, StringComparison.Ordinal);
        Assert.Contains("[Add(nameof(Bn2), nameof(Downsample1))]", text, StringComparison.Ordinal);
    }

    [SharedFact("reference/onnx")]
    public void A_shortcut_that_reads_the_middle_of_a_block_has_an_else() =>
        Assert.Contains("From = nameof(Relu), When = \"Stride != 1\", Else = Edge.Input, Name = \"shortcut.0\")]", OnnxReference.Import("preactresnet18_cifar.graph").Declaration, StringComparison.Ordinal);

    [SharedFact("reference/onnx")]
    public void A_dense_block_is_a_chain() =>
        Assert.Contains("[Concat(Edge.Input, nameof(Conv2))]", OnnxReference.Import("densenet161.graph").Declaration, StringComparison.Ordinal);

    /// <summary>As CNTK writes them: nothing in the file is a module's name, and a shortcut's convolution comes first.</summary>
    [Fact]
    public void Residual_blocks_without_names_are_found()
    {
        var builder = new OnnxBuilder(1, 8, 16, 16);
        for (var i = 0; i < 4; i++) Residual(builder, "p" + i, i < 2 ? 8 : 16, i == 2);
        var import = builder.Head(16).Import();
        Assert.Contains("[Repeat<NetBlocksBlock>(2, \"Width = 8\")] public partial Stage<NetBlocksBlock> Blocks { get; }", import.Declaration, StringComparison.Ordinal);
        Assert.Contains("[Repeat<NetBlocksBlock>(2, \"Width = 16, Stride = first ? 2 : 1\", Name = \"blocks.{i + 2}\")]", import.Declaration, StringComparison.Ordinal);
        Assert.Contains("blocks.2.shortcut.conv1.weight", import.Weights.Select(w => w.Name));
    }

    private static void Residual(OnnxBuilder builder, string name, int channels, bool isHalved)
    {
        var read = isHalved ? channels / 2 : channels;
        var (x, shortcut) = (builder.Last, builder.Last);
        (string, object) strides = ("strides", isHalved ? new long[] { 2, 2 } : [1, 1]), pads = ("pads", new long[] { 1, 1, 1, 1 });
        if (isHalved) shortcut = builder.Tensor(name + "s", channels, read, 1, 1).Node("Conv", [x, name + "s"], null, strides).Last;
        builder.Tensor(name + "a", channels, read, 3, 3).Tensor(name + "b", channels, channels, 3, 3);
        builder.Node("Conv", [x, name + "a"], null, strides, pads).Node("Relu").Node("Conv", ["*", name + "b"], null, pads).Node("Add", ["*", shortcut]).Node("Relu");
    }

    [SharedFact("reference/onnx")]
    public void Two_runs_give_one_text()
    {
        foreach (var name in OnnxReference.Models.Append("densenet161.graph")) Assert.Equal(OnnxReference.Import(name).Declaration, OnnxReference.Import(name).Declaration);
    }
}
