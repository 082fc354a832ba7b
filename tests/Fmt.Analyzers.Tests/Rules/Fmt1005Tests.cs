using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

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
