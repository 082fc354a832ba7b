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
    [InlineData("[Conv2d(64), ReLU(LayerWhen = \"Classes > 99\"), BatchNorm2d] public partial Sequence Features { get; }", "features.0 features.1")]
    [InlineData("[Conv2d(64)] public partial Sequence Features { get; }", "features.0")]
    [InlineData("[Conv2d(64, LayerWhen = \"Classes > 99\"), BatchNorm2d, ReLU, Conv2d(64)] public partial Sequence Features { get; }", "features.0 features.2")]
    [InlineData("[Conv2d(64, When = \"Classes > 99\", Name = \"a\"), BatchNorm2d] public partial Sequence? A { get; } [Conv2d(64)] public partial Conv2d B { get; }", "b")]
    [InlineData("[Conv2d(64, When = \"Classes < 99\", Name = \"a\"), BatchNorm2d] public partial Sequence? A { get; } [Conv2d(64, Name = \"x.{A ? 1 : 0}\"), BatchNorm2d] public partial Sequence B { get; }", "a.0 a.1 x.1.0 x.1.1")]
    [InlineData("[ReLU(LayerWhen = \"false\"), Conv2d(64, LayerWhen = nameof(A))] public partial Sequence Z { get; } [Conv2d(64, From = Edge.Input, When = \"true\"), ReLU] public partial Sequence? A { get; } [Add(nameof(A), nameof(Z))] public partial Activation Sum { get; }", "z.0 a.0")]
    [InlineData("[Use<Part>] public partial Part Stem { get; }", "stem.conv1 stem.bn1")]
    [InlineData("[Use<Part>(Name = \"\")] public partial Part Stem { get; }", "conv1 bn1")]
    [InlineData("[Use<Part>(Name = \"block.0\")] public partial Part Stem { get; }", "block.0.conv1 block.0.bn1")]
    [InlineData("[Repeat<Part>(2)] public partial Stage<Part> Layer1 { get; }", "layer1.0.conv1 layer1.0.bn1 layer1.1.conv1 layer1.1.bn1")]
    [InlineData("[Repeat<Part>(2, Name = \"\")] public partial Stage<Part> Layer1 { get; }", "0.conv1 0.bn1 1.conv1 1.bn1")]
    [InlineData("[Repeat<Part>(2, Name = \"x.layer{i + 1}\")] public partial Stage<Part> L { get; }", "x.layer1.conv1 x.layer1.bn1 x.layer2.conv1 x.layer2.bn1")]
    [InlineData("[Repeat<Part>(2, Name = \"{i}-{n}.{last ? 7 : Classes}\")] public partial Stage<Part> L { get; }", "0-2.10.conv1 0-2.10.bn1 1-2.7.conv1 1-2.7.bn1")]
    [InlineData("[Conv2d(64, When = \"false\")] public partial Conv2d? A { get; } [Conv2d(64, Name = \"b.{A ? 1 : 0}\"), BatchNorm2d] public partial Sequence B { get; }", "b.0.0 b.0.1")]
    [InlineData("[Conv2d(64)] public partial Conv2d A { get; } [Conv2d(64, Name = \"b{A.Channels}\")] public partial Conv2d B { get; }", "a b64")]
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

    [Theory]
    [InlineData("a{Clases}", nameof(ProblemKind.UnknownName), 2, 6)]
    [InlineData("ab{1 + }", nameof(ProblemKind.BadExpression), 7, 0)]
    [InlineData("ab{1", nameof(ProblemKind.BadExpression), 2, 2)]
    [InlineData("a{true}", nameof(ProblemKind.BadExpression), 1, 6)]
    [InlineData("{0.5}a", nameof(ProblemKind.BadExpression), 0, 5)]
    public void With_a_wrong_expression(string name, string kind, int start, int length)
    {
        var problem = Assert.Single(Read($"[Conv2d(64, Name = \"{name}\")] public partial Conv2d A {{ get; }}" + Head).Problems);
        Assert.Equal((kind, "Name", start), (problem.Kind.ToString(), problem.Key.Argument, problem.Key.Start));
        if (length > 0) Assert.Equal(length, problem.Key.Length);
    }

    [Fact]
    public void That_an_expression_does_not_number_are_wrong() =>
        Assert.All(Read("[Repeat<Part>(2, Name = \"x{n}\")] public partial Stage<Part> L { get; }" + Head, Part).Problems, p => Assert.Equal(ProblemKind.BadArgument, p.Kind));

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
