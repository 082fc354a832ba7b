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
    // H' = (H - 1)s - 2p + d(k - 1) + output padding + 1
    [InlineData("4x5x4", "ConvTranspose2d(6, Kernel = \"3x4\", Stride = \"2x3\", Padding = 1, OutputPadding = \"1x2\", Groups = 2)", "6x10x13")]
    [InlineData("4x7x7", "ConvTranspose2d(2, Kernel = 4, Stride = 2, Padding = 1)", "2x14x14")]
    [InlineData("4x7x7", "ConvTranspose2d(2, Kernel = 3, Dilation = 3)", "2x13x13")]
    [InlineData("4x9x7", "GroupNorm(2)", "4x9x7")]
    [InlineData("4x9x7", "InstanceNorm2d", "4x9x7")]
    [InlineData("4x9x7", "LayerNorm(Dims = 3)", "4x9x7")]
    [InlineData("4x9x7", "LayerNorm2d", "4x9x7")]
    [InlineData("4x9x7", "LocalResponseNorm(5)", "4x9x7")]
    [InlineData("4x9x7", "Scale(1e-6)", "4x9x7")]
    [InlineData("4x9x7", "ReLU6", "4x9x7")]
    [InlineData("4x9x7", "LeakyReLU(NegativeSlope = 0.1)", "4x9x7")]
    [InlineData("4x9x7", "PReLU(NumParameters = 4)", "4x9x7")]
    [InlineData("4x9x7", "GELU(Approximate = \"tanh\")", "4x9x7")]
    [InlineData("4x9x7", "SiLU", "4x9x7")]
    [InlineData("4x9x7", "Hardswish", "4x9x7")]
    [InlineData("4x9x7", "Hardsigmoid", "4x9x7")]
    [InlineData("4x9x7", "Sigmoid", "4x9x7")]
    [InlineData("4x9x7", "Tanh", "4x9x7")]
    [InlineData("4x9x7", "Identity", "4x9x7")]
    [InlineData("4x9x7", "Mish", "4x9x7")]
    [InlineData("4x9x7", "Dropout2d(0.1)", "4x9x7")]
    [InlineData("4x9x7", "StochasticDepth(0.1, Mode = \"batch\")", "4x9x7")]
    [InlineData("4x9x7", "GlobalMaxPool2d", "4x1x1")]
    [InlineData("4x9x7", "AdaptiveMaxPool2d(\"3x2\")", "4x3x2")]
    [InlineData("4x9x7", "ZeroPad2d(\"1x2\", Left = 3, Top = 4)", "4x15x14")]
    [InlineData("4x9x7", "Slice(1, 2)", "2x9x7")]
    [InlineData("4x9x7", "ChannelShuffle(2)", "4x9x7")]
    [InlineData("4x9x7", "Permute(\"NHWC\")", "9x7x4 (HWC)")]
    [InlineData("4x9x7", "Upsample(ScaleFactor = 1.5)", "4x13x10")]
    [InlineData("4x9x7", "Upsample(Size = \"3x20\", Mode = \"bilinear\", AlignCorners = true)", "4x3x20")]
    [InlineData("4x9x7", "Conv2d(8, Kernel = \"(Classes - 7, 1)\", Padding = \"(input.Height / 9, 0)\")", "8x9x7")]
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
