using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Arguments of a member on a layer, and of a layer on a member.</summary>
public class Fmt1019Tests
{
    [Theory]
    [InlineData("From = {|FMT1019:Edge.Input|}")]
    [InlineData("Name = {|FMT1019:\"norm\"|}")]
    [InlineData("Else = {|FMT1019:Edge.Input|}")]
    [InlineData("When = {|FMT1019:\"Classes > 1\"|}")]
    public Task On_a_later_layer(string argument) => VerifyAsync(Classifier($$"""
        [Conv2d(64), BatchNorm2d({{argument}}), ReLU] public partial Sequence Stem { get; }
        """));

    [Fact]
    public Task On_a_later_layer_where_the_first_has_another() => VerifyAsync(Classifier("""
        [Conv2d(64, From = Edge.Input, Name = "stem"), BatchNorm2d(Name = {|FMT1019:"norm"|})] public partial Sequence Stem { get; }
        """));

    [Theory]
    [InlineData("Sequence")]
    [InlineData("Sequence?")]
    public Task Conditions_of_single_layers(string type) => VerifyAsync(Classifier($$"""
        [Conv2d(64)] public partial Conv2d Conv1 { get; }
        [ReLU(When = {|FMT1019:"Classes > 5"|}), ELU(When = {|FMT1019:"Classes < 5"|})] public partial {{type}} Act { get; }
        """));

    [Fact]
    public Task One_condition_on_some_layers() => VerifyAsync(Classifier("""
        [Conv2d(64, When = {|FMT1019:"Classes > 5"|}), ReLU(When = {|FMT1019:"Classes > 5"|}), Conv2d(64)] public partial Sequence Stem { get; }
        """));

    [Fact]
    public Task One_condition_on_all_layers_is_the_wholes() => VerifyAsync(Classifier("""
        [Conv2d(64)] public partial Conv2d Conv1 { get; }
        [BatchNorm2d(When = "Classes > 5"), ReLU(When = {|FMT1019:"Classes > 5"|})] public partial Sequence? Norm { get; }
        [BatchNorm2d(When = "Classes > 5"), ReLU(When = {|FMT1019:"Classes > 5"|})] public partial {|FMT1006:Sequence|} Norm2 { get; }
        """));

    [Theory]
    [InlineData("[Conv2d(64, LayerWhen = {|FMT1019:\"Classes > 5\"|})] public partial Conv2d Conv1 { get; }")]
    [InlineData("[Conv2d(64, LayerWhen = {|FMT1019:\"Classes > 5\"|})] public partial Conv2d? Conv1 { get; }")]
    [InlineData("[Conv2d(64, LayerWhen = {|FMT1019:\"Classes > 5\"|}, When = \"Classes > 5\")] public partial Conv2d? Conv1 { get; }")]
    [InlineData("[Repeat<Part>(2, LayerWhen = {|FMT1019:\"Classes > 5\"|})] public partial Stage<Part> Layer1 { get; }")]
    public Task A_layers_condition_on_a_member(string member) => VerifyAsync(Classifier(member + "[Conv2d(64)] public partial Conv2d Last { get; }", "[Block] public partial class Part { [ReLU] public partial Activation Relu { get; } }"));

    [Theory]
    [InlineData("From of 'Stem[1]' belongs to the whole sequence (put it on the first layer)", "[Conv2d(64), ReLU(From = Edge.Input)] public partial Sequence Stem { get; }")]
    [InlineData("Name of 'Stem[1]' belongs to the whole sequence, which has one on its first layer (remove it)", "[Conv2d(64, Name = \"a\"), ReLU(Name = \"b\")] public partial Sequence Stem { get; }")]
    [InlineData("When of 'Stem[1]' belongs to the whole sequence, which has one on its first layer (remove it)", "[Conv2d(64, When = \"true\"), ReLU(When = \"true\")] public partial Sequence? Stem { get; }")]
    [InlineData("LayerWhen of 'Stem' is for the layers of a sequence (a member's condition is When)", "[Conv2d(64, LayerWhen = \"true\")] public partial Conv2d Stem { get; }")]
    public async Task Says_what_to_write(string message, string member) =>
        Assert.Equal(message, (await DiagnoseAsync(Classifier(member))).Single(d => d.Id == "FMT1019").GetMessage(CultureInfo.InvariantCulture));

    [Fact]
    public Task In_their_places() => VerifyAsync(Classifier("""
        [Conv2d(64)] public partial Conv2d Conv1 { get; }
        [Conv2d(64, From = Edge.Input, When = "Classes > 5", Else = nameof(Conv1), Name = "down"), BatchNorm2d(LayerWhen = "Classes > 6"), ReLU(Expect = "64x32x32")] public partial Sequence? Down { get; }
        [Add(nameof(Conv1), nameof(Down)), ReLU(LayerWhen = nameof(Down))] public partial Sequence Sum { get; }
        [Conv2d(64, LayerWhen = "Classes > 5")] public partial Sequence One { get; }
        """));
}
