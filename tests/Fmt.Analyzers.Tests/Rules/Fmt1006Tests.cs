using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

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

    [Theory]
    [InlineData("[Conv2d(64, When = nameof(Wide)), ReLU] public partial {|FMT1006:Sequence|} Stem { get; }")]
    [InlineData("[Conv2d(64, When = nameof(Wide))] public partial {|FMT1006:Sequence|} Stem { get; }")]
    [InlineData("[Module(\"64x8x8\", When = nameof(Wide), Testable = false)] public partial {|FMT1006:TorchSharp.Modules.ReLU|} Own { get; }")]
    [InlineData("[Repeat<Inner>(2, When = nameof(Wide))] public partial {|FMT1006:Stage<Inner>|} Layer1 { get; }")]
    public Task A_conditional_member_of_any_kind(string member) => VerifyAsync(Block("[Parameter] public partial bool Wide { get; }\n" + member, "[Block] public partial class Inner;"));

    [Theory]
    [InlineData("[Conv2d(64)] public partial {|FMT1006:Conv2d?|} Conv1 { get; }")]
    [InlineData("[Conv2d(64), ReLU] public partial {|FMT1006:Sequence?|} Stem { get; }")]
    [InlineData("[Conv2d(64), ReLU(LayerWhen = nameof(Wide))] public partial {|FMT1006:Sequence?|} Stem { get; }")]
    [InlineData("[Conv2d(64, When = null)] public partial {|FMT1006:Conv2d?|} Conv1 { get; }")]
    [InlineData("[Use<Inner>] public partial {|FMT1006:Inner?|} Use { get; }")]
    [InlineData("[Repeat<Inner>(0)] public partial {|FMT1006:Stage<Inner>?|} Layer1 { get; }")]
    public Task A_nullable_member_that_is_always_there(string member) => VerifyAsync(Block("[Parameter] public partial bool Wide { get; }\n" + member, "[Block] public partial class Inner;"));

    [Theory]
    [InlineData("Sequence", "[Conv2d(64, When = \"Classes > 1\"), ReLU]", "'M' must be of type Sequence? but is of type Sequence (its When is the whole sequence's; a layer's own condition is LayerWhen)")]
    [InlineData("Sequence?", "[Conv2d(64, LayerWhen = \"Classes > 1\"), ReLU]", "'M' must be of type Sequence but is of type Sequence? (only a member with When can be absent)")]
    public async Task Says_which_of_the_two_disagrees(string type, string attributes, string message) =>
        Assert.Equal(message, (await DiagnoseAsync(Classifier($"{attributes} public partial {type} M {{ get; }}"))).Single(d => d.Id == "FMT1006").GetMessage(CultureInfo.InvariantCulture));

    [Fact]
    public async Task A_half_typed_condition_is_the_compilers_own_error() =>
        Assert.DoesNotContain(await DiagnoseAsync(Classifier("[Conv2d(64, When = Missing, Else = Edge.Input)] public partial Conv2d? Conv1 { get; }")), d => d.Id.StartsWith("FMT", System.StringComparison.Ordinal));

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
