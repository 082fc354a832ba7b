using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Edge names no member.</summary>
public class Fmt1004Tests
{
    [Fact]
    public Task A_misspelt_text_is_marked_inside_its_quotes() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [ReLU(From = "{|FMT1004:Cnv1|}")] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task A_verbatim_text_too() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [ReLU(From = @"{|FMT1004:Cnv1|}")] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task An_escaped_text_as_a_whole() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [ReLU(From = {|FMT1004:"C\u006Ev1"|})] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task A_name_of_another_class_as_a_whole() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [ReLU(From = {|FMT1004:nameof(System.String.Length)|})] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task A_constant_as_a_whole() => VerifyAsync(Classifier("""
        private const string Far = "Cnv1";
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [ReLU(From = {|FMT1004:Far|})] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task The_step_of_a_path_that_leads_nowhere() => VerifyAsync(Classifier("""
        [Use<Part>("Width = 64")] public partial Part Stem { get; }
        [ReLU(From = "Stem.{|FMT1004:Conv2|}")] public partial Activation Relu { get; }
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
    public Task One_of_several_inputs() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Add(nameof(Conv1), "{|FMT1004:Conv3|}")] public partial Activation Sum { get; }
        """));

    [Fact]
    public Task One_of_several_inputs_in_an_array() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Add(inputs: new[] { nameof(Conv1), "{|FMT1004:Conv3|}" })] public partial Activation Sum { get; }
        """));

    [Fact]
    public Task An_element_beyond_the_end_of_a_stage() => VerifyAsync(Classifier("""
        [Repeat<Part>(2, "Width = 64")] public partial Stage<Part> Stem { get; }
        [ReLU(From = "{|FMT1004:Stem[2].Conv1|}")] public partial Activation Relu { get; }
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
    public Task A_stage_without_an_index() => VerifyAsync(Classifier("""
        [Repeat<Part>(2, "Width = 64")] public partial Stage<Part> Stem { get; }
        [ReLU(From = "{|FMT1004:Stem.Conv1|}")] public partial Activation Relu { get; }
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
    public Task A_parameter_is_no_member_to_read() => VerifyAsync(Block("""
        [Parameter] public partial int Width { get; }
        [ReLU(From = {|FMT1004:nameof(Width)|})] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task Reading_ahead_is_allowed() => VerifyAsync(Classifier("""
        [Conv2d(64, From = Edge.Input)] public partial Conv2d Conv1 { get; }
        [Add(nameof(Conv1), nameof(Conv2))] public partial Activation Sum { get; }
        [Conv2d(64, From = Edge.Input)] public partial Conv2d Conv2 { get; }
        [ReLU(From = nameof(Sum))] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task Paths_into_stages_and_sequences() => VerifyAsync(Classifier("""
        [Repeat<Part>(2, "Width = 64")] public partial Stage<Part> Stem { get; }
        [Conv2d(64), ReLU] public partial Sequence Tail { get; }
        [Add("Stem[1].Conv1", "Tail[0]", nameof(Tail))] public partial Activation Sum { get; }
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
