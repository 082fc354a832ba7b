using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Reserved names. The generated half leaves its own member out, so that the compiler has no error that would hide ours.</summary>
public class Fmt1011Tests
{
    [Theory]
    [InlineData("Maps")]
    [InlineData("MapTree")]
    [InlineData("Sites")]
    [InlineData("Summary")]
    [InlineData("FromFile")]
    [InlineData("DefendWithFmt")]
    [InlineData("DefendWithFmtAsync")]
    [InlineData("FmtFacts")]
    [InlineData("Segment0")]
    [InlineData("_MapTree", false)]
    public Task A_generated_members_name(string name, bool reserved = true) => VerifyAsync(Classifier($$"""
        [ReLU] public partial Activation {{(reserved ? "{|FMT1011:" + name + "|}" : name)}} { get; }
        """));

    // Without these the fallback has no base class.
    [Theory]
    [InlineData("Run")]
    [InlineData("CreateNew")]
    public Task A_member_that_the_base_class_leaves_open(string name) => VerifyAsync(Classifier($$"""
        [ReLU] public partial Activation {|FMT1011:{{name}}|} { get; }
        """));

    [Fact]
    public Task The_tree_of_a_block() => VerifyAsync(Classifier("[Use<Part>] public partial Part Part { get; }", """
        [Block]
        public sealed partial class Part
        {
            [Conv2d(64)] public partial Conv2d {|FMT1011:MapTree|} { get; }
        }
        """));

    [Fact]
    public Task A_base_members_name_in_a_block_is_free() => VerifyAsync(Block("""
        [ReLU] public partial Activation Save { get; }
        """));
}
