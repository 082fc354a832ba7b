using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

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

    [Theory]
    [InlineData("[Conv2d(64, Else = {|FMT1012:Edge.Input|})] public partial Conv2d Conv1 { get; }")]
    [InlineData("[Conv2d(64, LayerWhen = \"Classes > 1\", Else = {|FMT1012:Edge.Input|}), ReLU] public partial Sequence Stem { get; }")]
    public Task An_else_of_what_is_always_there(string member) => VerifyAsync(Classifier(member));

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

    // Arguments that take numbers and texts alike are objects to the compiler, which then accepts anything.
    [Theory]
    [InlineData("[Conv2d({|FMT1012:null!|})] public partial Conv2d Odd { get; }")]
    [InlineData("[Conv2d(64, Kernel = {|FMT1012:'x'|})] public partial Conv2d Odd { get; }")]
    [InlineData("[Conv2d(64, Kernel = {|FMT1012:1L|})] public partial Conv2d Odd { get; }")]
    [InlineData("[Conv2d(64, Kernel = {|FMT1012:new[] { 1, 2 }|})] public partial Conv2d Odd { get; }")]
    [InlineData("[Conv2d(64, Kernel = {|FMT1012:new[] { \"1\" }|})] public partial Conv2d Odd { get; }")]
    [InlineData("[Conv2d(64, Kernel = {|FMT1012:typeof(int)|})] public partial Conv2d Odd { get; }")]
    [InlineData("[Conv2d(64, Kernel = {|FMT1012:System.DayOfWeek.Monday|})] public partial Conv2d Odd { get; }")]
    [InlineData("[Repeat<Part>({|FMT1012:null!|})] public partial Stage<Part> Odd { get; }")]
    [InlineData("[Module({|FMT1012:null!|}, Testable = false)] public partial ReLU Odd { get; }")]
    [InlineData("[Conv2d(64, Kernel = (byte)1, From = null, When = null, Name = null, Stride = null!)] public partial Conv2d Odd { get; }")]
    [InlineData("[Use<Part>(null!)] public partial Part Odd { get; }")]
    public Task Of_no_type_that_arguments_have(string member) => VerifyAsync(Classifier(member + "[Conv2d(64)] public partial Conv2d Conv1 { get; }", "[Block] public partial class Part { [Conv2d(64)] public partial Conv2d Conv { get; } }"));

    [Theory]
    [InlineData("\"2\"")]
    [InlineData("'x'")]
    [InlineData("1L")]
    public Task The_default_of_a_parameter(string value) => VerifyAsync(Block($$"""
        [Parameter({|FMT1012:{{value}}|})] public partial int Width { get; }
        """));

    [Fact]
    public Task Edges_of_the_ranges_are_legal() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 1, Padding = 0, Groups = 1)] public partial Conv2d Conv1 { get; }
        [MaxPool2d(3, Padding = 1)] public partial Activation Down { get; }
        [Dropout(1.0)] public partial Activation Drop { get; }
        """));
}
