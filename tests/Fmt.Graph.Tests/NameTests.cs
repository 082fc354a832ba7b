using System.Linq;
using Xunit;
using static Fmt.Graph.Tests.Graphs;

namespace Fmt.Graph.Tests;

/// <summary>Names and order of the state_dict are PyTorch's.</summary>
public class NameTests
{
    private const string Part = "[Block] public partial class Part { [Conv2d(64)] public partial Conv2d Conv1 { get; } [BatchNorm2d] public partial BatchNorm2d Bn1 { get; } }";

    [Theory]
    [InlineData("[Conv2d(64)] public partial Conv2d Conv1 { get; }", "conv1")]
    [InlineData("[Conv2d(64)] public partial Conv2d XYConv { get; }", "xYConv")]
    [InlineData("[Conv2d(64, Name = \"features.conv0\")] public partial Conv2d Conv1 { get; }", "features.conv0")]
    [InlineData("[Conv2d(64), BatchNorm2d, ReLU, MaxPool2d(2), Conv2d(64)] public partial Sequence Features { get; }", "features.0 features.1 features.4")]
    [InlineData("[Conv2d(64, Name = \"a.b\"), ReLU, BatchNorm2d] public partial Sequence Features { get; }", "a.b.0 a.b.2")]
    [InlineData("[Conv2d(64, Name = \"\"), ReLU, BatchNorm2d] public partial Sequence Features { get; }", "0 2")]
    [InlineData("[Conv2d(64), ReLU(When = \"Classes > 99\"), BatchNorm2d] public partial Sequence Features { get; }", "features.0 features.1")]
    [InlineData("[Conv2d(64)] public partial Sequence Features { get; }", "features.0")]
    [InlineData("[Use<Part>] public partial Part Stem { get; }", "stem.conv1 stem.bn1")]
    [InlineData("[Use<Part>(Name = \"\")] public partial Part Stem { get; }", "conv1 bn1")]
    [InlineData("[Use<Part>(Name = \"block.0\")] public partial Part Stem { get; }", "block.0.conv1 block.0.bn1")]
    [InlineData("[Repeat<Part>(2)] public partial Stage<Part> Layer1 { get; }", "layer1.0.conv1 layer1.0.bn1 layer1.1.conv1 layer1.1.bn1")]
    [InlineData("[Repeat<Part>(2, Name = \"\")] public partial Stage<Part> Layer1 { get; }", "0.conv1 0.bn1 1.conv1 1.bn1")]
    public void Of_members_sequences_and_blocks(string members, string expected) => Assert.Equal(expected, string.Join(" ", Classifier(members, Part).Names()));

    [Theory]
    [InlineData("[Conv2d(64)] public partial Conv2d A { get; } [Conv2d(64, Name = \"a\")] public partial Conv2d B { get; }", "B")]
    [InlineData("[Conv2d(64, Name = \"x.0\")] public partial Conv2d A { get; } [Conv2d(64, Name = \"x\")] public partial Conv2d B { get; }", "B")]
    [InlineData("[Conv2d(64, Name = \"x\")] public partial Conv2d A { get; } [Conv2d(64), ReLU] public partial Sequence X { get; }", "X")]
    [InlineData("[Use<Part>(Name = \"\")] public partial Part A { get; } [Use<Part>(Name = \"\")] public partial Part B { get; }", "Conv1")]
    public void That_are_taken(string members, string member)
    {
        var result = Read(members + Head, Part);
        Assert.Null(result.Graph);
        Assert.All(result.Problems, p => Assert.Equal(ProblemKind.NameTaken, p.Kind));
        Assert.Equal(member, result.Problems[0].Key.Member);
    }

    [Fact]
    public void Weights_of_each_kind_in_PyTorchs_order()
    {
        var graph = Classifier("[Conv2d(8, Kernel = \"3x5\", Groups = 4)] public partial Conv2d C { get; } [BatchNorm2d] public partial BatchNorm2d B { get; } [BatchNorm2d(Affine = false)] public partial BatchNorm2d N { get; } [Conv2d(8, Bias = false)] public partial Conv2d D { get; }", network: "\"4x32x32\", Classes = 10");
        Assert.Equal(
            [
                "c.weight 8,1,3,5", "c.bias 8",
                "b.weight 8", "b.bias 8", "b.running_mean 8", "b.running_var 8", "b.num_batches_tracked ",
                "n.running_mean 8", "n.running_var 8", "n.num_batches_tracked ",
                "d.weight 8,8,1,1",
                "endFc.weight 10,8", "endFc.bias 10",
            ],
            graph.Registration.Select(id => graph.Nodes[id]).SelectMany(n => n.Kind!.Weights(n.Arguments, graph.Nodes[n.Inputs[0]].Output).Select(w => $"{n.Name}.{w.Name} {string.Join(",", w.Shape)}")));
    }
}
