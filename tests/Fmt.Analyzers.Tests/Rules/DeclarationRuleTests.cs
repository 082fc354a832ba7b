using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Names in the state_dict.</summary>
public class Fmt1010Tests
{
    [Fact]
    public Task Two_of_one_name() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT1010:Conv2d(64, Name = "conv1")|}] public partial Conv2d Conv2 { get; }
        """));

    [Fact]
    public Task A_layer_where_a_scope_is() => VerifyAsync(Classifier("""
        [Conv2d(64, Name = "a.0")] public partial Conv2d Conv1 { get; }
        [{|FMT1010:Conv2d(64, Name = "a")|}] public partial Conv2d Conv2 { get; }
        """));

    [Fact]
    public Task A_scope_where_a_layer_is() => VerifyAsync(Classifier("""
        [Conv2d(64, Name = "a")] public partial Conv2d Conv1 { get; }
        [{|FMT1010:Conv2d(64, Name = "a.0")|}] public partial Conv2d Conv2 { get; }
        """));

    [Fact]
    public Task No_name_at_all() => VerifyAsync(Classifier("""
        [{|FMT1010:Conv2d(64, Name = "")|}] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Layers_without_weights_have_none() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [ReLU(Name = "conv1")] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task One_scope_of_several_layers() => VerifyAsync(Classifier("""
        [Conv2d(64, Name = "a.0")] public partial Conv2d Conv1 { get; }
        [Conv2d(64, Name = "a.1")] public partial Conv2d Conv2 { get; }
        """));
}

/// <summary>Reserved names. The compiler adds errors of its own where the generated half has the same member.</summary>
public class Fmt1011Tests
{
    [Fact]
    public Task A_base_members_name_in_a_block_is_free() => VerifyAsync(Block("""
        [ReLU] public partial Activation Save { get; }
        """));
}

/// <summary>Arguments out of range.</summary>
public class Fmt1012Tests
{
    [Fact]
    public Task Too_small() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = {|FMT1012:0|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Named_with_a_colon() => VerifyAsync(Classifier("""
        [Conv2d(channels: {|FMT1012:-1|}, Kernel = 3)] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task In_a_pair() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = {|FMT1012:"3x0"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Not_whole() => VerifyAsync(Classifier("""
        [Conv2d({|FMT1012:"64.5"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Not_finite() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [BatchNorm2d(Eps = {|FMT1012:double.PositiveInfinity|})] public partial BatchNorm2d Bn1 { get; }
        """));

    [Fact]
    public Task A_join_of_one() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT1012:Add(nameof(Conv1))|}] public partial Activation Sum { get; }
        """));

    [Fact]
    public Task Padding_of_more_than_half_a_pooling_window() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [MaxPool2d(2, Padding = {|FMT1012:2|})] public partial Activation Down { get; }
        """));

    [Fact]
    public Task Same_padding_with_a_stride() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Stride = 2, Padding = {|FMT1012:"same"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Reflection_beyond_the_map() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = {|FMT1012:32|}, PaddingMode = "reflect")] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task A_result_beyond_any_memory() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT1012:AdaptiveAvgPool2d(100000)|}] public partial Activation Up { get; }
        """));

    [Fact]
    public Task Repeats() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Repeat<Part>({|FMT1012:1000000|}, "Width = 64")] public partial Stage<Part> Layer1 { get; }
        """, """
        [Block]
        public sealed partial class Part
        {
        [Parameter] public partial int Width { get; }
        [Parameter(1)] public partial int Stride { get; }
        [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Stride = nameof(Stride))] public partial Conv2d Conv1 { get; }
        }
        """));

    [Fact]
    public Task In_place_where_another_reads() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
        [ReLU(InPlace = {|FMT1012:true|})] public partial Activation Relu { get; }
        [Add(nameof(Bn1), nameof(Relu))] public partial Activation Sum { get; }
        """));

    [Fact]
    public Task A_parameter_of_a_network() => VerifyAsync(Classifier("""
        [Parameter(1)] public partial int {|FMT1012:Width|} { get; }
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task No_number_of_classes() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [{|FMT1012:Network("3x32x32")|}]
        public partial class Net
        {
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        }
        """);

    [Fact]
    public Task Means_and_channels_disagree() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """, input: "\"3x32x32\", Classes = 10, Mean = {|FMT1012:new[] { 0.5 }|}"));

    [Fact]
    public Task A_standard_deviation_of_zero() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """, input: "\"3x32x32\", Classes = 10, Std = {|FMT1012:new[] { 1, 0, 1.0 }|}"));

    [Fact]
    public Task Edges_of_the_ranges_are_legal() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 1, Padding = 0, Groups = 1)] public partial Conv2d Conv1 { get; }
        [MaxPool2d(3, Padding = 1)] public partial Activation Down { get; }
        [Dropout(1.0)] public partial Activation Drop { get; }
        """));
}

/// <summary>Missing block parameters.</summary>
public class Fmt1013Tests
{
    [Fact]
    public Task At_the_attribute_where_none_is_given() => VerifyAsync(Classifier("""
        [{|FMT1013:Use<Part>|}] public partial Part Stem { get; }
        """, """
        [Block]
        public sealed partial class Part
        {
        [Parameter] public partial int Width { get; }
        [Parameter(1)] public partial int Stride { get; }
        [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Stride = nameof(Stride))] public partial Conv2d Conv1 { get; }
        }
        """));

    [Fact]
    public Task At_the_parameters_where_some_are() => VerifyAsync(Classifier("""
        [Use<Part>({|FMT1013:"Stride = 2"|})] public partial Part Stem { get; }
        """, """
        [Block]
        public sealed partial class Part
        {
        [Parameter] public partial int Width { get; }
        [Parameter(1)] public partial int Stride { get; }
        [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Stride = nameof(Stride))] public partial Conv2d Conv1 { get; }
        }
        """));

    [Fact]
    public Task A_default_counts() => VerifyAsync(Classifier("""
        [Use<Part>("Width = 64")] public partial Part Stem { get; }
        """, """
        [Block]
        public sealed partial class Part
        {
        [Parameter] public partial int Width { get; }
        [Parameter(1)] public partial int Stride { get; }
        [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Stride = nameof(Stride))] public partial Conv2d Conv1 { get; }
        }
        """));
}

/// <summary>Members that nobody reads.</summary>
public class Fmt1014Tests
{
    [Fact]
    public Task A_layer() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT1014:Conv2d(64, Kernel = 3)|}] public partial Conv2d Spare { get; }
        [ReLU(From = nameof(Conv1))] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task A_layer_of_a_block() => VerifyAsync(Classifier("""
        [Use<Odd>] public partial Odd A { get; }
        """, """
        [Block]
        public partial class Odd
        {
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT1014:Conv2d(64)|}] public partial Conv2d Spare { get; }
        [ReLU(From = nameof(Conv1))] public partial Activation Relu { get; }
        }
        """));

    [Fact]
    public Task Read_in_one_use_is_enough() => VerifyAsync(Classifier("""
        [Repeat<Odd>(2, "Use = first")] public partial Stage<Odd> A { get; }
        """, """
        [Block]
        public partial class Odd
        {
        [Parameter] public partial bool Use { get; }
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Conv2d(64)] public partial Conv2d Maybe { get; }
        [ReLU(When = nameof(Use), Else = nameof(Conv1))] public partial Activation? Relu { get; }
        }
        """));
}

/// <summary>Malformed shapes.</summary>
public class Fmt1015Tests
{
    [Fact]
    public Task Of_the_input() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """, input: "{|FMT1015:\"32x32\"|}, Classes = 10"));

    [Fact]
    public Task Of_an_expectation() => VerifyAsync(Classifier("""
        [Conv2d(64, Expect = {|FMT1015:"64*30*30"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Of_an_input_beyond_any_memory() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """, input: "{|FMT1015:\"3x99999x99999\"|}, Classes = 10"));

    [Fact]
    public Task A_question_is_none() => VerifyAsync(Classifier("""
        [Conv2d(64, Expect = "?")] public partial Conv2d Conv1 { get; }
        """));
}

/// <summary>Networks beyond all bounds.</summary>
public class Fmt1016Tests
{
    [Fact]
    public Task Layers() => VerifyAsync(Classifier("""
        [Repeat<R>(15000)] public partial Stage<R> A { get; }
        [Repeat<R>(15000)] public partial Stage<R> B { get; }
        """, """
        [Block]
        public partial class R
        {
        [{|FMT1016:ReLU|}] public partial Activation Relu { get; }
        }
        """));

    [Fact]
    public Task Blocks_without_layers() => VerifyAsync(Classifier("""
        [Repeat<Outer>(15000)] public partial Stage<Outer> A { get; }
        """, """
        [Block]
        public partial class Outer
        {
        [{|FMT1016:Repeat<Inner>(15000)|}] public partial Stage<Inner> B { get; }
        }
        [Block]
        public partial class Inner
        {
        }
        """));

    [Fact]
    public Task Many_blocks_are_not_too_many() => VerifyAsync(Classifier("""
        [Repeat<Inner>(1000)] public partial Stage<Inner> A { get; }
        """, """
        [Block]
        public partial class Inner
        {
        }
        """));
}

/// <summary>Networks without layers.</summary>
public class Fmt1017Tests
{
    [Fact]
    public Task At_the_attribute() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [{|FMT1017:Network("3x32x32", Classes = 10)|}]
        public partial class Net
        {
        }
        """);

    [Fact]
    public Task A_block_may_be_empty() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public partial class Part
        {
        }
        """);
}
