using System.Linq;
using Xunit;

namespace Fmt.Graph.Tests;

/// <summary>Shapes by the formulas of PyTorch's documentation, worked out by hand at their edges.</summary>
public class LayerShapeTests
{
    // H' = floor((H + 2p - d(k-1) - 1)/s) + 1
    [Theory]
    [InlineData("3x32x32", "Conv2d(16, Kernel = 3, Padding = 1)", "16x32x32")]
    [InlineData("3x32x32", "Conv2d(16, Kernel = 3, Stride = 2, Padding = 1)", "16x16x16")]
    [InlineData("3x33x32", "Conv2d(16, Kernel = 3, Stride = 2, Padding = 1)", "16x17x16")]
    [InlineData("3x7x7", "Conv2d(8, Kernel = 7)", "8x1x1")]
    [InlineData("3x9x9", "Conv2d(8, Kernel = 3, Dilation = 4)", "8x1x1")]
    [InlineData("3x224x224", "Conv2d(64, Kernel = 7, Stride = 2, Padding = 3)", "64x112x112")]
    [InlineData("3x10x10", "Conv2d(8, Kernel = \"3x5\", Stride = \"1x2\", Padding = \"0x2\", Dilation = \"2x1\")", "8x6x5")]
    [InlineData("3x10x11", "Conv2d(8, Kernel = 4, Padding = \"same\")", "8x10x11")]
    [InlineData("3x10x11", "Conv2d(8, Kernel = 5, Dilation = 3, Padding = \"same\")", "8x10x11")]
    [InlineData("4x5x5", "Conv2d(8, Kernel = 3, Groups = 4, Padding = 4, PaddingMode = \"reflect\")", "8x11x11")]
    [InlineData("4x5x5", "Conv2d(8, Kernel = 3, Padding = 5, PaddingMode = \"circular\")", "8x13x13")]
    [InlineData("4x5x5", "Conv2d(8, Kernel = 3, Padding = 9, PaddingMode = \"replicate\")", "8x21x21")]
    [InlineData("3x8x8", "BatchNorm2d", "3x8x8")]
    [InlineData("3x8x8", "ReLU", "3x8x8")]
    [InlineData("3x8x8", "ELU(Alpha = 2)", "3x8x8")]
    [InlineData("3x8x8", "Dropout(0.25)", "3x8x8")]
    [InlineData("3x8x8", "MaxPool2d(2)", "3x4x4")]
    [InlineData("3x9x9", "MaxPool2d(2)", "3x4x4")]
    [InlineData("3x9x9", "MaxPool2d(2, CeilMode = true)", "3x5x5")]
    [InlineData("3x112x112", "MaxPool2d(3, Stride = 2, Padding = 1)", "3x56x56")]
    // The last window would start in the padding on the right, so PyTorch drops it: (5 + 2 - 1 - 1 + 1)/2 + 1 = 4 -> 3.
    [InlineData("3x5x5", "MaxPool2d(2, Stride = 2, Padding = 1, CeilMode = true)", "3x3x3")]
    // A window over the end: (2 - 2 - 1 + 1)/2 + 1 = 1.
    [InlineData("3x2x2", "MaxPool2d(3, Stride = 2, CeilMode = true)", "3x1x1")]
    [InlineData("3x9x9", "MaxPool2d(3, Stride = 1, Dilation = 2)", "3x5x5")]
    [InlineData("3x9x9", "MaxPool2d(\"3x1\", Stride = \"3x4\")", "3x3x3")]
    [InlineData("3x9x9", "AvgPool2d(3)", "3x3x3")]
    [InlineData("3x10x10", "AvgPool2d(3, CeilMode = true)", "3x4x4")]
    [InlineData("3x4x4", "AvgPool2d(4, Padding = 2, Stride = 1)", "3x5x5")]
    [InlineData("3x9x7", "GlobalAvgPool2d", "3x1x1")]
    [InlineData("3x9x7", "AdaptiveAvgPool2d(\"7x2\")", "3x7x2")]
    [InlineData("3x2x2", "AdaptiveAvgPool2d(7)", "3x7x7")]
    [InlineData("3x9x7", "Flatten", "189")]
    [InlineData("3x9x7", "Subsample(2)", "3x5x4")]
    [InlineData("3x9x7", "Subsample(\"9x1\")", "3x1x7")]
    [InlineData("3x9x7", "ZeroPadChannels(Before = 2, After = 3)", "8x9x7")]
    [InlineData("3x9x7", "Add(Edge.Input, Edge.Input)", "3x9x7")]
    [InlineData("3x9x7", "Multiply(Edge.Input, Edge.Input, Edge.Input)", "3x9x7")]
    [InlineData("3x9x7", "Concat(Edge.Input, Edge.Input, Edge.Input)", "9x9x7")]
    [InlineData("3x9x7", "Module(\"5x4x3\")", "5x4x3")]
    public void Follow_PyTorchs_formulas(string input, string layer, string expected)
    {
        var type = LayerCatalog.Find(new string(layer.TakeWhile(char.IsLetterOrDigit).ToArray()))!.ModuleType switch { null => "Activation", "" => "Linear", var t => t };
        var graph = Graphs.Classifier($"[{layer}] public partial {type} Layer {{ get; }} [AdaptiveAvgPool2d(1, From = Edge.Input)] public partial Activation Rest {{ get; }}", network: $"\"{input}\", Classes = 10");
        Assert.Equal(expected, graph.Node("Layer").Output.ToString());
    }

    [Fact]
    public void Every_kind_has_a_row()
    {
        var rows = typeof(LayerShapeTests).GetMethod(nameof(Follow_PyTorchs_formulas))!.GetCustomAttributesData().Where(a => a.AttributeType == typeof(InlineDataAttribute));
        var layers = rows.Select(a => (string)((System.Collections.Generic.IReadOnlyCollection<System.Reflection.CustomAttributeTypedArgument>)a.ConstructorArguments[0].Value!).ElementAt(1).Value!).ToList();
        // Linear needs a vector; see below.
        Assert.All(LayerCatalog.All.Where(k => k is not LinearLayer), k => Assert.Contains(layers, l => l.StartsWith(k.Name, System.StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("[Linear(20)] public partial Linear Fc { get; }", "Fc", "20")]
    [InlineData("[ReLU] public partial Activation R { get; }", "R", "48")]
    [InlineData("[Concat(nameof(Flat), nameof(Flat))] public partial Activation C { get; }", "C", "96")]
    [InlineData("[Add(nameof(Flat), nameof(Flat))] public partial Activation A { get; }", "A", "48")]
    public void Of_vectors(string member, string path, string expected)
    {
        var result = Graphs.Read($"[Flatten] public partial Activation Flat {{ get; }} {member} [Linear(10)] public partial Linear End {{ get; }}", network: "\"3x4x4\", Classes = 10");
        Assert.Equal(expected, result.Graph!.Node(path).Output.ToString());
    }

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
