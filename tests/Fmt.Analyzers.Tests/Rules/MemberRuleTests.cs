using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Class not partial: from the generator, since the compiler hides analyzers there.</summary>
public class Fmt1001Tests
{
    [Fact]
    public Task A_class_that_is_not_partial() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Network("3x32x32", Classes = 10)]
        public class {|FMT1001:Net|}
        {
        [Linear("Classes")] internal int Fc => 1;
        }
        """);

    [Fact]
    public Task A_nested_class_whose_containers_are_partial() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        public partial class Outer
        {
        [Block]
        public partial class Part
        {
        }
        }
        """);
}

/// <summary>Member not a partial definition.</summary>
public class Fmt1002Tests
{
    [Fact]
    public Task A_property_that_is_not_partial() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public Conv2d {|FMT1002:Conv1|} { get; } = null!;
        """));

    [Fact]
    public Task A_property_with_a_body() => VerifyAsync(Classifier("""
        [ReLU] public Activation {|FMT1002:Relu|} => null!;
        """));

    [Fact]
    public Task A_partial_property_that_the_user_implements() => VerifyAsync(Classifier("""
        [ReLU] public partial Activation {|FMT1002:Relu|} { get; }
        public partial Activation Relu => null!;
        """));

    [Fact]
    public Task A_parameter_that_is_not_partial() => VerifyAsync(Block("""
        [Parameter(1)] public int {|FMT1002:Width|} => 1;
        """));

    [Fact]
    public Task Properties_without_layers_are_the_users_own() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        public int Mine => 1;
        """));
}

/// <summary>Members in several files; the order of files is the build's.</summary>
public class Fmt1003Tests
{
    [Fact]
    public Task Other_parts_without_members_may_lie_anywhere() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        """));
}

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

/// <summary>Unknown name in an expression.</summary>
public class Fmt1005Tests
{
    [Fact]
    public Task In_an_argument() => VerifyAsync(Classifier("""
        [Conv2d("{|FMT1005:Clases|} * 8")] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task In_a_condition_of_a_block() => VerifyAsync(Block("""
        [Parameter] public partial int Width { get; }
        [Conv2d(8, When = "{|FMT1005:Wdith|} > 1")] public partial Conv2d? Conv1 { get; }
        """));

    [Fact]
    public Task In_the_branch_that_is_not_taken() => VerifyAsync(Classifier("""
        [Conv2d("true ? 64 : {|FMT1005:Wide|}")] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task A_parameter_that_the_block_does_not_have() => VerifyAsync(Classifier("""
        [Use<Part>("{|FMT1005:Wdith|} = 64")] public partial Part Stem { get; }
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
    public Task Names_of_repeats_outside_of_them() => VerifyAsync(Classifier("""
        [Use<Part>("Width = {|FMT1005:first|} ? 64 : 32")] public partial Part Stem { get; }
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
    public Task A_choice_of_texts() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1, PaddingMode = {|FMT1005:"reflct"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Interpolated_as_a_whole() => VerifyAsync(Classifier("""
        private const string Wide = "Wid";
        [Conv2d({|FMT1005:$"{Wide} * 2"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Parameters_shapes_and_members_are_known() => VerifyAsync(Block("""
        [Parameter] public partial int Width { get; }
        [Conv2d("Width * input.Channels")] public partial Conv2d Conv1 { get; }
        [Conv2d("Conv1.Channels", When = "Conv1 && Conv1.Height > 1")] public partial Conv2d? Conv2 { get; }
        """));
}

/// <summary>Wrong property type, at the type.</summary>
public class Fmt1006Tests
{
    [Fact]
    public Task A_layer_with_weights() => VerifyAsync(Classifier("""
        [Conv2d(64)] public partial {|FMT1006:Activation|} Conv1 { get; }
        """));

    [Fact]
    public Task A_layer_without() => VerifyAsync(Classifier("""
        [ReLU] public partial {|FMT1006:Conv2d|} Relu { get; }
        """));

    [Fact]
    public Task A_conditional_member() => VerifyAsync(Block("""
        [Parameter] public partial bool Wide { get; }
        [Conv2d(64, When = nameof(Wide))] public partial {|FMT1006:Conv2d|} Conv1 { get; }
        """));

    [Fact]
    public Task Several_layers() => VerifyAsync(Classifier("""
        [Conv2d(64), ReLU] public partial {|FMT1006:Conv2d|} Conv1 { get; }
        """));

    [Fact]
    public Task A_repeated_block() => VerifyAsync(Classifier("""
        [Repeat<Part>(2, "Width = 64")] public partial {|FMT1006:Part|} Layer1 { get; }
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
    public Task A_parameter() => VerifyAsync(Block("""
        [Parameter] public partial {|FMT1006:long|} Width { get; }
        """));

    [Fact]
    public Task A_sequence_of_one() => VerifyAsync(Classifier("""
        [Conv2d(64)] public partial Sequence Features { get; }
        """));
}

/// <summary>Malformed or mistyped expression.</summary>
public class Fmt1007Tests
{
    [Fact]
    public Task The_place_of_the_fault_inside_the_text() => VerifyAsync(Classifier("""
        [Conv2d("16 * (2 + {|FMT1007:)|}")] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task The_whole_text_where_it_ends_too_early() => VerifyAsync(Classifier("""
        [Conv2d({|FMT1007:"16 *"|})] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Division_by_zero() => VerifyAsync(Classifier("""
        [Conv2d("64 + {|FMT1007:8 / 0|}")] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Beyond_32_bits() => VerifyAsync(Classifier("""
        [Conv2d("{|FMT1007:65536 * 65536|}")] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task A_number_as_condition() => VerifyAsync(Block("""
        [Conv2d(8, When = {|FMT1007:"1 + 1"|})] public partial Conv2d? Conv1 { get; }
        """));

    [Fact]
    public Task A_parameters_type() => VerifyAsync(Classifier("""
        [Use<Part>("Width = {|FMT1007:2.5|}")] public partial Part Stem { get; }
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
    public Task A_parameters_default() => VerifyAsync(Block("""
        [Parameter({|FMT1007:2.5|})] public partial int Width { get; }
        """));

    [Fact]
    public Task A_parameter_given_twice() => VerifyAsync(Classifier("""
        [Use<Part>("Width = 64, {|FMT1007:Width|} = 32")] public partial Part Stem { get; }
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
    public Task A_block_says_what_is_wrong_with_it_once() => VerifyAsync(Classifier("""
        [Use<Bad>] public partial Bad A { get; }
        [Use<Bad>] public partial Bad B { get; }
        """, """
        [Block]
        public partial class Bad
        {
        [Conv2d("16 * (2 + {|FMT1007:)|}")] public partial Conv2d Conv1 { get; }
        }
        """));

    [Fact]
    public Task What_only_a_network_can_know_is_said_at_the_block() => VerifyAsync(Classifier("""
        [Use<Bad>("Zero = 0")] public partial Bad A { get; }
        """, """
        [Block]
        public partial class Bad
        {
        [Parameter] public partial int Zero { get; }
        [Conv2d("{|FMT1007:64 / Zero|}")] public partial Conv2d Conv1 { get; }
        }
        """));

    [Fact]
    public Task The_branch_that_is_not_taken_may_divide_by_zero() => VerifyAsync(Classifier("""
        [Conv2d("true ? 64 : 1 / 0")] public partial Conv2d Conv1 { get; }
        """));
}

/// <summary>Cycles.</summary>
public class Fmt1008Tests
{
    [Fact]
    public Task Of_edges() => VerifyAsync(Classifier("""
        [{|FMT1008:ReLU(From = nameof(Sum))|}] public partial Activation Relu { get; }
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Add(nameof(Relu), nameof(Conv1))] public partial Activation Sum { get; }
        """));

    [Fact]
    public Task Of_a_condition() => VerifyAsync(Block("""
        [{|FMT1008:Conv2d(8, When = nameof(Conv1))|}] public partial Conv2d? Conv1 { get; }
        """));

    [Fact]
    public Task Of_a_block_with_itself() => VerifyAsync(Block("""
        [ReLU] public partial Activation Relu { get; }
        [{|FMT1008:Use<Part>|}] public partial Part Inner { get; }
        """));

    [Fact]
    public Task Of_two_blocks_is_one_mistake() => VerifyAsync(Classifier("""
        [Use<Ping>] public partial Ping A { get; }
        """, """
        [Block]
        public partial class Pong
        {
        [Use<Ping>] public partial Ping Ping { get; }
        }
        [Block]
        public partial class Ping
        {
        [{|FMT1008:Use<Pong>|}] public partial Pong Pong { get; }
        }
        """));

    [Fact]
    public Task A_block_used_twice_is_none() => VerifyAsync(Classifier("""
        [Use<Part>("Width = 64")] public partial Part A { get; }
        [Use<Part>("Width = 64")] public partial Part B { get; }
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

/// <summary>Classes that cannot be networks: from the generator.</summary>
public class Fmt1009Tests
{
    [Fact]
    public Task An_abstract_class() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public abstract partial class {|FMT1009:Part|}
        {
        }
        """);

    [Fact]
    public Task A_record() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public partial record {|FMT1009:Part|}
        {
        }
        """);

    [Fact]
    public Task A_generic_class() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public partial class {|FMT1009:Part|}<T>
        {
        }
        """);

    [Fact]
    public Task A_class_with_a_base() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public partial class {|FMT1009:Part|} : System.Exception
        {
        }
        """);

    [Fact]
    public Task Interfaces_are_no_base() => VerifyAsync("""
        using Fmt;
        using TorchSharp.Modules;
        [Block]
        public partial class Part : System.IDisposable
        {
        public void Dispose() { }
        }
        """);
}
