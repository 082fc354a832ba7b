using System.Collections.Generic;

namespace Fmt.Generators.Tests;

/// <summary>Right declarations in every form that the language allows.</summary>
internal static class Corpus
{
    /// <summary>A small right network of one convolution; cases add to it.</summary>
    public const string Tail = "[GlobalAvgPool2d] public partial Activation Pool { get; } [Flatten] public partial Activation Flat { get; } [Linear(\"Classes\")] public partial Linear Fc { get; }";

    private const string Body = "[Conv2d(8, Kernel = 3)] public partial Conv2d Conv1 { get; } [ReLU] public partial Activation Relu1 { get; } " + Tail;

    public static readonly IReadOnlyDictionary<string, string> Cases = new Dictionary<string, string>
    {
        ["plain"] = Namespaced("[Network(\"3x8x8\", Classes = 4)] public sealed partial class Net { " + Body + " }"),
        ["not sealed"] = Namespaced("[Network(\"3x8x8\", Classes = 4)] public partial class Net { " + Body + " }"),
        ["internal"] = Namespaced("[Network(\"3x8x8\", Classes = 4)] internal sealed partial class Net { " + Body + " }"),
        ["global namespace"] = "[Network(\"3x8x8\", Classes = 4)] public sealed partial class Net { " + Body + " }",
        ["nested in a class, a struct, an interface and a record"] = Namespaced($$"""
            public partial class A { public partial struct B { public partial interface C { public partial record D {
                [Network("3x8x8", Classes = 4)] public sealed partial class Net { {{Body}} }
                [Block] public sealed partial class Part { [Conv2d(8)] public partial Conv2d Conv { get; } }
            } } } }
            [Network("3x8x8", Classes = 4)] public sealed partial class User { [Use<A.B.C.D.Part>] public partial A.B.C.D.Part Part { get; } {{Tail}} }
            """),
        ["private nested network"] = Namespaced("public static partial class Outer { [Network(\"3x8x8\", Classes = 4)] private sealed partial class Net { " + Body + " } }"),
        ["keywords"] = Namespaced($$"""
            namespace @namespace {
            [Network("3x8x8", Classes = 4)] public sealed partial class @class
            {
                [Conv2d(8)] public partial Conv2d @int { get; }
                [ReLU] public partial Activation @return { get; }
                [Use<@switch>("@new = 1")] public partial @switch @out { get; }
                [Repeat<@switch>(2)] public partial Stage<@switch> @in { get; }
                [ReLU] public partial Activation field { get; }
                [ReLU] public partial Activation value { get; }
                [ReLU] public partial Activation record { get; }
                {{Tail}}
            }
            [Block] public sealed partial class @switch { [Parameter(1)] public partial int @new { get; } [Conv2d("8 * new")] public partial Conv2d @this { get; } }
            }
            """.Replace("\"@new = 1\"", "\"new = 1\"")),
        ["documented members"] = Namespaced("/// <summary>A network.</summary>\n[Network(\"3x8x8\", Classes = 4)] public sealed partial class Net {\n/// <summary>The stem, a &lt;convolution&gt;.</summary>\n[Conv2d(8)] public partial Conv2d Conv1 { get; }\n/** <summary>Pooled.</summary> */\n[ReLU] public partial Activation Relu { get; }\n" + Tail + " }"),
        ["accessors and modifiers"] = Namespaced("""
            [Network("3x8x8", Classes = 4)] public partial class Net
            {
                [Conv2d(8)] private partial Conv2d Conv1 { get; }
                [Conv2d(8)] protected internal virtual partial Conv2d Conv2 { get; }
                [Conv2d(8)] internal partial Conv2d Conv3 { get; }
                [ReLU] public partial Activation Relu { get; }
            """ + Tail + " }"),
        ["opaque modules"] = Namespaced($$"""
            public sealed class Gate() : torch.nn.Module<torch.Tensor, torch.Tensor>("gate") { public override torch.Tensor forward(torch.Tensor x) => x.sigmoid(); }
            public sealed class Scale(double by) : torch.nn.Module<torch.Tensor, torch.Tensor>("scale") { public override torch.Tensor forward(torch.Tensor x) => x * by; }
            [Network("3x8x8", Classes = 4)] public sealed partial class Net
            {
                private static Scale Half() => new(0.5);
                [Module("3x8x8")] public partial Gate Gate { get; }
                [Module("3x8x8", Create = nameof(Half), Testable = false)] public partial Scale Scale { get; }
                [Module("3x8x8", When = "Classes > 2")] public partial Gate? Maybe { get; }
                [Conv2d(8)] public partial Conv2d Conv { get; }
                {{Tail}}
            }
            """),
        ["blocks in a sequence"] = Namespaced($$"""
            [Block] public sealed partial class Unit { [Parameter(8)] public partial int Width { get; } [Conv2d(nameof(Width)), BatchNorm2d] public partial Sequence Conv { get; } [ReLU(When = "Width > 4")] public partial Activation? Relu { get; } }
            [Network("3x8x8", Classes = 4)] public sealed partial class Net
            {
                [Conv2d(8, 3, 1, 1), Use<Unit>("Width = 4"), Repeat<Unit>(3, "Width = first ? 8 : 16"), MaxPool2d(2, 2), Use<Unit>(LayerWhen = "Classes > 9")] public partial Sequence Features { get; }
                [Use<Unit>(When = "Classes > 9"), ReLU] public partial Sequence? Absent { get; }
                {{Tail}}
                public static int Channels(Net net) => net.Features.Block<Unit>(2).Width + net.Maps.Features.Block<Unit.MapTree>(2).Conv[0].Site.Channels + net.Maps.Features[0].Site.Channels;
            }
            """),
        ["registered only"] = Namespaced($$"""
            [Block] public sealed partial class Head { [AvgPool2d(5, Stride = 3)] public partial Activation Pool { get; } [Conv2d(4, Kernel = 5)] public partial Conv2d Conv { get; } [Flatten] public partial Activation Flat { get; } [Linear("Classes")] public partial Linear Fc { get; } }
            [Network("3x8x8", Classes = 4)] public sealed partial class Net
            {
                [Conv2d(8)] public partial Conv2d Conv1 { get; }
                [Use<Head>(Called = false)] public partial Head Aux { get; }
                [Conv2d(2, Called = false)] public partial Conv2d Spare { get; }
                {{Tail}}
                [Linear(2, From = nameof(Flat), Called = false)] public partial Linear Other { get; }
            }
            """),
        ["like another network"] = Namespaced($$"""
            [Network("3x8x8", Classes = 4, Mean = [0.5, 0.5, 0.5], Std = [1, 1, 1])] public partial class Net { {{Body}} }
            [Network("3x12x12", Classes = 9, Like = typeof(Net))] public sealed partial class Mine;
            [Network("3x16x16", Like = typeof(Mine))] internal sealed partial class Chain { public static int Channels(Chain net) => net.Conv1.weight.shape.Length + net.Maps.Conv1.Site.Channels; }
            """),
        ["shared modules"] = Namespaced("""
            [Network("3x8x8", Classes = 4)] public sealed partial class Net
            {
                [Conv2d(3, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
                [Conv2d(3, Kernel = 3, Padding = 1, Shares = nameof(Conv1))] public partial Conv2d Again { get; }
                [Conv2d(3, Kernel = 3, Padding = 1, Shares = nameof(Conv1), From = nameof(Conv1))] public partial Conv2d Third { get; }
                [Add(nameof(Again), nameof(Third))] public partial Activation Sum { get; }
            """ + Tail + " }"),
        ["conditional members"] = Namespaced($$"""
            [Network("3x8x8", Classes = 4)] public sealed partial class Net
            {
                [Conv2d(8, When = "Classes > 9")] public partial Conv2d? Absent { get; }
                [Conv2d(8, When = "Classes < 9")] public partial Conv2d? Present { get; }
                [ReLU(When = nameof(Absent), Else = nameof(Present))] public partial Activation? Relu { get; }
                [Use<Part>("Width = 4", When = "false")] public partial Part? No { get; }
                [Use<Part>("Width = 4", When = "true")] public partial Part? Yes { get; }
                [Repeat<Part>(2, "Width = 4", When = "false")] public partial Stage<Part>? NoStage { get; }
                [Repeat<Part>(2, "Width = 4", When = "1 > 2")] public partial Stage<Part>? NullableStage { get; }
                [Conv2d(4, LayerWhen = "Classes > 9"), ReLU(LayerWhen = "Classes > 9"), Conv2d(5), ReLU] public partial Sequence Some { get; }
                [Conv2d(4, When = "Classes > 9"), ReLU(LayerWhen = "Classes > 99")] public partial Sequence? Nothing { get; }
                [Conv2d(4, When = "Classes < 9"), ReLU(LayerWhen = nameof(Nothing))] public partial Sequence? Something { get; }
                {{Tail}}
            }
            [Block] public sealed partial class Part { [Parameter] public partial int Width { get; } [Conv2d("Width", When = "Width > 5")] public partial Conv2d? Wide { get; } [Conv2d("Width")] public partial Conv2d Conv { get; } }
            """),
        ["blocks in blocks"] = Namespaced($$"""
            [Network("3x16x16", Classes = 4)] public sealed partial class Net
            {
                [Use<Outer>("Width = 4, Deep = true")] public partial Outer First { get; }
                [Repeat<Outer>("Classes - 2", "Width = 4 * (i + 1), Deep = last, Rate = 0.1 * i")] public partial Stage<Outer> Rest { get; }
                [Repeat<Outer>(0, "Width = 4")] public partial Stage<Outer> None { get; }
                [Use<Empty>("Unused = 2.5")] public partial Empty Empty { get; }
                [Use<Empty>(Name = "")] public partial Empty Scopeless { get; }
                [Add("Rest[0].Inner[1].Conv", "Rest[0].Inner[0]")] public partial Activation Inside { get; }
                {{Tail}}
            }
            [Block] public sealed partial class Outer
            {
                [Parameter] public partial int Width { get; }
                [Parameter(false)] public partial bool Deep { get; }
                [Parameter(0.0)] public partial double Rate { get; }
                [Repeat<Inner>("Deep ? 2 : 2", "Width = Width")] public partial Stage<Inner> Inner { get; }
                [Dropout("Rate")] public partial Activation Drop { get; }
            }
            [Block] public sealed partial class Inner { [Parameter] public partial int Width { get; } [Conv2d(nameof(Width), Kernel = "3x1", Padding = "1x0"), BatchNorm2d, ELU(Alpha = 0.5)] public partial Sequence Layers { get; } [Conv2d(nameof(Width))] public partial Conv2d Conv { get; } }
            [Block] public sealed partial class Empty { [Parameter(1.5)] public partial double Unused { get; } }
            """),
        ["blocks of less access"] = Namespaced($$"""
            [Network("3x8x8", Classes = 4)] public sealed partial class Net
            {
                [Use<Hidden>] internal partial Hidden A { get; }
                [Repeat<Hidden>(2)] private partial Stage<Hidden> B { get; }
                [Use<Nested>] internal partial Nested C { get; }
                [Use<Shown>] public partial Shown D { get; }
                {{Tail}}
                [Block] internal sealed partial class Nested { [Conv2d(8)] public partial Conv2d Conv { get; } }
            }
            [Block] internal sealed partial class Hidden { [Conv2d(8)] public partial Conv2d Conv { get; } }
            [Block] public sealed partial class Shown { [Use<Hidden>] internal partial Hidden Part { get; } }
            """),
        ["members named like fields of others"] = Namespaced($$"""
            [Network("3x8x8", Classes = 4)] public sealed partial class Net
            {
                [Conv2d(8)] public partial Conv2d Conv1 { get; }
                [Conv2d(8)] public partial Conv2d _Conv1 { get; }
                [Conv2d(8)] public partial Conv2d __Conv1 { get; }
                [Repeat<Part>(2)] public partial Stage<Part> Layer { get; }
                [Conv2d(8)] public partial Conv2d Layer_0_Conv { get; }
                [Conv2d(8)] public partial Conv2d _Layer_0_Conv { get; }
                [Repeat<Part>(2)] public partial Stage<Part> fmtLayer { get; }
                [Repeat<Part>(2)] public partial Stage<Part> _fmtLayer { get; }
                [ReLU] public partial Activation all { get; }
                [ReLU] public partial Activation All { get; }
                
                [ReLU] public partial Activation fmtAll { get; }
                [ReLU] public partial Activation f { get; }
                [ReLU] public partial Activation System { get; }
                [ReLU] public partial Activation TorchSharp { get; }
                [ReLU] public partial Activation Fmt { get; }
                {{Tail}}
            }
            [Block] public sealed partial class Part { [Conv2d(8)] public partial Conv2d Conv { get; } [Conv2d(8)] public partial Conv2d fmtConv { get; } }
            """),
        ["every kind"] = Namespaced("""
            [Network("3x16x16", Classes = 4, Mean = [0.1, 0.2, 0.3], Std = [1.0, 2, 1e-3])] public sealed partial class Net
            {
                [Conv2d(8, Kernel = "3x5", Stride = 1, Padding = "same", Dilation = 2, Groups = 1, Bias = false, PaddingMode = "circular", Name = "a.b.c")] public partial Conv2d Conv { get; }
                [BatchNorm2d(Eps = 1e-3, Momentum = 0.01, Affine = false)] public partial BatchNorm2d Bn { get; }
                [ELU(Alpha = -0.5)] public partial Activation Elu { get; }
                [ReLU] public partial Activation Relu { get; }
                [MaxPool2d(3, Stride = 2, Padding = 1, CeilMode = true)] public partial Activation Max { get; }
                [AvgPool2d("2x1", Stride = 1, CountIncludePad = false)] public partial Activation Avg { get; }
                [AdaptiveAvgPool2d("4x5")] public partial Activation Adaptive { get; }
                [Subsample(2)] public partial Activation Sub { get; }
                [ZeroPadChannels(Before = 1, After = "Classes - 1")] public partial Activation Pad { get; }
                [Dropout] public partial Activation Drop { get; }
                [Add(nameof(Pad), nameof(Drop), nameof(Pad))] public partial Activation Sum { get; }
                [Multiply(nameof(Sum), nameof(Pad))] public partial Activation Product { get; }
                [Concat(nameof(Sum), nameof(Product))] public partial Activation Both { get; }
            """ + Tail + " }"),
        ["texts that need escapes"] = Namespaced("[Network(\"3x8x8\", Classes = 4)] public sealed partial class Nëtz { [Conv2d(8, Name = \"größe_\\u4e00\")] public partial Conv2d Größe一 { get; } " + Tail + " }"),
        ["a class called as the loader's file"] = "namespace Fmt { [Network(\"3x8x8\", Classes = 4)] public sealed partial class Loader { " + Body + " } }",
        ["attributes in obsolete and generic surroundings"] = Namespaced("[System.Obsolete(\"old\")] [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net { [System.Obsolete(\"old\")] " + Body + " } "),
    };

    private static string Namespaced(string source) => source.StartsWith("namespace ", System.StringComparison.Ordinal) ? source : "namespace Nets {\n" + source + "\n}\n";
}
