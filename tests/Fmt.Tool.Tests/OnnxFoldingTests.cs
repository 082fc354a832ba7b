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

    [SharedFact("reference/onnx")]
    public void Two_runs_give_one_text()
    {
        foreach (var name in OnnxReference.Models.Append("densenet161.graph")) Assert.Equal(OnnxReference.Import(name).Declaration, OnnxReference.Import(name).Declaration);
    }
}
