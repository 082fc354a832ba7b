using System.Linq;
using Fmt.Tests.LayerRows;
using Xunit;

namespace Fmt.Graph.Tests;

/// <summary>Shapes by the formulas of PyTorch's documentation, worked out by hand at their edges.</summary>
public class LayerShapeTests
{
    public static TheoryData<string, string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string, string>();
            foreach (var (input, layer, output) in LayerRowTable.ByKind.Values.SelectMany(r => r.Shapes)) rows.Add(input, layer, output);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void Follow_PyTorchs_formulas(string input, string layer, string expected)
    {
        var type = LayerCatalog.Find(new string(layer.TakeWhile(char.IsLetterOrDigit).ToArray()))!.ModuleType switch { null => "Activation", "" => "Linear", var t => t };
        // An image is a map; a vector is one that was flattened.
        var (image, flat) = input.Contains('x') ? (input, "") : (input + "x1x1", "[Flatten] public partial Activation Flat { get; } ");
        var graph = Graphs.Classifier($"{flat}[{layer}] public partial {type} Layer {{ get; }} [AdaptiveAvgPool2d(1, From = Edge.Input)] public partial Activation Rest {{ get; }}", network: $"\"{image}\", Classes = 10");
        Assert.Equal(expected, graph.Node("Layer").Output.ToString());
    }

    [Fact]
    public void Every_kind_has_a_row_with_shapes_of_its_own()
    {
        Assert.Equal(LayerCatalog.All.Select(k => k.Name), LayerRowTable.ByKind.Keys);
        Assert.All(LayerRowTable.ByKind.Values, r => Assert.Contains(r.Shapes, s => s.Layer.StartsWith(r.Name, System.StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[Linear(20)] public partial Linear Fc { get; }", "Fc", "20")]
    [InlineData("[ReLU] public partial Activation R { get; }", "R", "48")]
    [InlineData("[Concat(nameof(Flat), nameof(Flat))] public partial Activation C { get; }", "C", "96")]
    [InlineData("[Add(nameof(Flat), nameof(Flat))] public partial Activation A { get; }", "A", "48")]
    [InlineData("[LayerNorm] public partial LayerNorm A { get; }", "A", "48")]
    [InlineData("[Slice(40, 8)] public partial Activation A { get; }", "A", "8")]
    [InlineData("[Scale] public partial LearnedScale A { get; }", "A", "48")]
    public void Of_vectors(string member, string path, string expected)
    {
        var result = Graphs.Read($"[Flatten] public partial Activation Flat {{ get; }} {member} [Linear(10)] public partial Linear End {{ get; }}", network: "\"3x4x4\", Classes = 10");
        Assert.Equal(expected, result.Graph!.Node(path).Output.ToString());
    }

    [Theory]
    [InlineData("Linear(5)", "Linear", "4x4x5 (HWC)")]
    [InlineData("LayerNorm", "LayerNorm", "4x4x3 (HWC)")]
    [InlineData("LayerNorm(Dims = 2)", "LayerNorm", "4x4x3 (HWC)")]
    [InlineData("GELU", "Activation", "4x4x3 (HWC)")]
    [InlineData("Scale", "LearnedScale", "4x4x3 (HWC)")]
    [InlineData("Add(nameof(P), nameof(P))", "Activation", "4x4x3 (HWC)")]
    [InlineData("Permute(\"NCHW\")", "Activation", "3x4x4")]
    [InlineData("Flatten", "Activation", "48")]
    [InlineData("Module(\"4x4x7 (HWC)\")", "Linear", "4x4x7 (HWC)")]
    public void Where_the_channels_are_last(string layer, string type, string expected)
    {
        var graph = Graphs.Classifier(
            $"[Permute(\"NHWC\")] public partial Activation P {{ get; }} [{layer}] public partial {type} L {{ get; }} [AdaptiveAvgPool2d(1, From = Edge.Input)] public partial Activation Rest {{ get; }}",
            network: "\"3x4x4\", Classes = 10");
        Assert.Equal(expected, graph.Node("L").Output.ToString());
    }

    [Theory]
    [InlineData("[Permute(\"NHWC\")] public partial Activation P { get; } [BatchNorm2d] public partial BatchNorm2d L { get; }", nameof(ProblemKind.MapExpected))]
    [InlineData("[Permute(\"NHWC\")] public partial Activation P { get; } [Concat(nameof(P), nameof(P))] public partial Activation L { get; }", nameof(ProblemKind.MapExpected))]
    [InlineData("[Permute(\"NHWC\")] public partial Activation P { get; } [Slice(0, 1)] public partial Activation L { get; }", nameof(ProblemKind.MapExpected))]
    [InlineData("[Permute(\"NHWC\")] public partial Activation P { get; } [PReLU(NumParameters = 3)] public partial PReLU L { get; }", nameof(ProblemKind.MapExpected))]
    [InlineData("[Permute(\"NHWC\")] public partial Activation P { get; } [Add(nameof(P), Edge.Input)] public partial Activation L { get; }", nameof(ProblemKind.JoinDisagrees))]
    [InlineData("[Permute(\"NCHW\")] public partial Activation L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[LayerNorm] public partial LayerNorm L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[LayerNorm(Dims = 4)] public partial LayerNorm L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[GroupNorm(2)] public partial GroupNorm L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[PReLU(NumParameters = 2)] public partial PReLU L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[Slice(2, 2)] public partial Activation L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[ChannelShuffle(2)] public partial Activation L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[Upsample] public partial Activation L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[Upsample(Size = 4, ScaleFactor = 2)] public partial Activation L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[Upsample(ScaleFactor = 0.1)] public partial Activation L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[Upsample(ScaleFactor = 2, AlignCorners = true)] public partial Activation L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[ConvTranspose2d(64, Kernel = 3, OutputPadding = 1)] public partial ConvTranspose2d L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[ConvTranspose2d(64, Padding = 2)] public partial ConvTranspose2d L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[ConvTranspose2d(64, Groups = 2)] public partial ConvTranspose2d L { get; }", nameof(ProblemKind.GroupsDoNotDivide))]
    [InlineData("[GlobalAvgPool2d, InstanceNorm2d] public partial Sequence L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[StochasticDepth(1.5)] public partial Activation L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[GELU(Approximate = \"tan\")] public partial Activation L { get; }", nameof(ProblemKind.UnknownName))]
    [InlineData("[Conv2d(64, Kernel = \"(3, true)\")] public partial Conv2d L { get; }", nameof(ProblemKind.BadArgument))]
    [InlineData("[Conv2d(64, Kernel = \"(3, 3, 3)\")] public partial Conv2d L { get; }", nameof(ProblemKind.BadExpression))]
    [InlineData("[Conv2d(64, Kernel = \"(0, 3)\")] public partial Conv2d L { get; }", nameof(ProblemKind.BadArgument))]
    public void What_cannot_work_is_one_problem(string members, string expected) =>
        Assert.Equal(expected, Assert.Single(Graphs.Read(members + Graphs.Head, network: "\"3x4x4\", Classes = 10").Problems, p => Severities.IsError(p.Kind)).Kind.ToString());

    [Theory]
    [InlineData("Conv2d(16, Kernel = 3)", "Conv1 needs 3x3 has 2x2")]
    [InlineData("Conv2d(16, Kernel = 2, Dilation = 2)", "Conv1 needs 3x3 has 2x2")]
    [InlineData("Conv2d(16, Kernel = \"5x1\", Padding = \"1x0\")", "Conv1 needs 5x1 has 4x2")]
    public void A_window_that_does_not_fit_says_both_sizes(string layer, string expected)
    {
        var problem = Assert.Single(Graphs.Read($"[{layer}] public partial Conv2d Conv1 {{ get; }}" + Graphs.Head, network: "\"3x2x2\", Classes = 10").Problems);
        Assert.Equal(ProblemKind.SpatialUnderflow, problem.Kind);
        Assert.Equal(expected, $"{problem.Args[0]} needs {problem.Args[1]} has {problem.Args[2]}");
    }

    [Theory]
    [InlineData("[AdaptiveAvgPool2d(40000)] public partial Activation A { get; }")]
    [InlineData("[ZeroPadChannels(Before = 1048576, After = 1048576)] public partial Activation A { get; } [AdaptiveAvgPool2d(64)] public partial Activation B { get; }")]
    [InlineData("[Conv2d(1048576, Kernel = 1, Padding = 100)] public partial Conv2d A { get; }")]
    [InlineData("[AdaptiveAvgPool2d(20000)] public partial Activation A { get; } [Flatten] public partial Activation B { get; } [Concat(nameof(B), nameof(B))] public partial Activation C { get; }")]
    public void Results_beyond_any_memory_are_a_problem_not_an_overflow(string members) =>
        Assert.Equal(ProblemKind.BadArgument, Assert.Single(Graphs.Read(members + Graphs.Head).Problems).Kind);

    [Fact]
    public void Multiply_accumulates_of_convolution_and_linear()
    {
        var graph = Graphs.Classifier("[Conv2d(8, Kernel = \"3x5\", Padding = \"1x2\", Groups = 2)] public partial Conv2d Conv1 { get; }", network: "\"4x10x10\", Classes = 10");
        var conv = graph.Node("Conv1");
        // 8*10*10 outputs, each over 4/2 channels and 15 taps.
        Assert.Equal(800 * 2 * 15, conv.Kind!.Macs(conv.Arguments, graph.Nodes[0].Output, conv.Output));
        var fc = graph.Node("EndFc");
        Assert.Equal(8 * 10, fc.Kind!.Macs(fc.Arguments, graph.Node("EndFlat").Output, fc.Output));
    }
}
