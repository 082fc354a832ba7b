using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Sequences of which no layer is there.</summary>
public class Fmt1020Tests
{
    [Theory]
    [InlineData("[BatchNorm2d(LayerWhen = {|FMT1020:\"Classes > 99\"|}), ReLU(LayerWhen = \"false\")] public partial Sequence Norm { get; }")]
    [InlineData("[BatchNorm2d(LayerWhen = {|FMT1020:\"Classes > 99\"|})] public partial Sequence Norm { get; }")]
    [InlineData("[BatchNorm2d(When = \"Classes > 9\", LayerWhen = {|FMT1020:\"Classes > 99\"|}), ReLU(LayerWhen = \"false\")] public partial Sequence? Norm { get; }")]
    public Task At_the_first_condition(string member) => VerifyAsync(Classifier($$"""
        [Conv2d(64)] public partial Conv2d Conv1 { get; }
        {{member}}
        """));

    [Fact]
    public Task In_one_of_the_uses_of_a_block() => VerifyAsync(Classifier("""
        [Conv2d(64)] public partial Conv2d Conv1 { get; }
        [Repeat<Part>(2, "Hard = first")] public partial Stage<Part> Layer1 { get; }
        """, """
        [Block] public sealed partial class Part
        {
            [Parameter] public partial bool Hard { get; }
            [BatchNorm2d(LayerWhen = {|FMT1020:nameof(Hard)|}), ReLU(LayerWhen = nameof(Hard))] public partial Sequence Act { get; }
        }
        """));

    [Fact]
    public Task Not_where_one_of_two_is_there_or_the_whole_is_absent() => VerifyAsync(Classifier("""
        [Conv2d(64)] public partial Conv2d Conv1 { get; }
        [Repeat<Part>(2, "Hard = first")] public partial Stage<Part> Layer1 { get; }
        """, """
        [Block] public sealed partial class Part
        {
            [Parameter] public partial bool Hard { get; }
            [ReLU(LayerWhen = nameof(Hard)), ELU(LayerWhen = "!Hard")] public partial Sequence Act { get; }
            [BatchNorm2d(When = nameof(Hard), LayerWhen = nameof(Hard))] public partial Sequence? Norm { get; }
        }
        """));
}
