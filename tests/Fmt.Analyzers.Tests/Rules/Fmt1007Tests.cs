using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

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
