using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Microsoft.CodeAnalysis;
using Xunit;
using static Fmt.Analyzers.Tests.Source;

namespace Fmt.Analyzers.Tests;

/// <summary>What is said of mistakes that beginners make: one message each, with the remedy.</summary>
public class MessageTests
{
    private const string Part = "[Block] public sealed partial class Part { [Parameter(64)] public partial int Width { get; } [Conv2d(nameof(Width))] public partial Conv2d Conv1 { get; } }";

    [Theory]
    [InlineData("[Use<Part>(\"Width = 0.5 * 64\")] public partial Part A { get; }", "In \"Width = 0.5 * 64\": 'Width' is of type int, the value is the double 32 (round, floor or ceil make an int of it)")]
    [InlineData("[Repeat<Part>(2, Name = \"features.{3}\")] public partial Stage<Part> A { get; }", "Name of 'A' is the same for all uses (an expression with i numbers them: {i})")]
    [InlineData("[Use<Part>(\"Width = first ? 64 : 32\")] public partial Part A { get; }", "There is no name 'first'; it tells the uses of a [Repeat] apart, in its parameters and its Name")]
    [InlineData("[Conv2d(64, Kernel = \"(3, 3, 3)\")] public partial Conv2d A { get; }", "In \"(3, 3, 3)\": a size has two numbers, height and width, not 3")]
    [InlineData("[Conv2d(64, Kernel = \"3, 3\")] public partial Conv2d A { get; }", "In \"3, 3\": two numbers stand in parentheses: (3, 3)")]
    [InlineData("[Conv2d(64, Kernel = \"(3, Clases)\")] public partial Conv2d A { get; }", "There is no name 'Clases'; did you mean 'Classes'?")]
    [InlineData("[Conv2d(64, When = \"Classes > 2 or Classes < 20\")] public partial Conv2d? A { get; }", "In \"Classes > 2 or Classes < 20\": unexpected 'or Classes < 20' ('or' is written ||)")]
    [InlineData("[Conv2d(64, When = \"Classes > 2 and Classes < 20\")] public partial Conv2d? A { get; }", "In \"Classes > 2 and Classes < 20\": unexpected 'and Classes < 20' ('and' is written &&)")]
    [InlineData("[Conv2d(64, When = \"not (Classes > 2)\")] public partial Conv2d? A { get; }", "In \"not (Classes > 2)\": 'not' is written !")]
    [InlineData("[Repeat<Part>(2)] public partial Stage<Part> L { get; } [ReLU(From = \"L.0.Conv1\")] public partial Activation A { get; }", "There is no member 'L.0.Conv1' in 'Net'; did you mean 'L[0].Conv1'?")]
    [InlineData("[Repeat<Part>(2)] public partial Stage<Part> L { get; } [ReLU(From = \"L[2]\")] public partial Activation A { get; }", "There is no member 'L[2]' in 'Net'; 'L' has 2 parts, numbered from 0")]
    [InlineData("[Repeat<Part>(2)] public partial Stage<Part> L { get; } [Conv2d(\"L[2].Channels\")] public partial Conv2d A { get; }", "In \"L[2].Channels\": 'L' has 2 parts, numbered from 0")]
    [InlineData("[Linear(64, 10)] public partial Linear A { get; }", "Bias is 10 but must be true or false (the number of inputs is inferred: [Linear(10)], not [Linear(512, 10)])")]
    [InlineData("[Conv2d(3, 64, 3)] public partial Conv2d A { get; }", "'A' seems to have the arguments of PyTorch's nn.Conv2d, which begin with the input's channels; these are inferred (write [Conv2d(64, 3)], or name the arguments if they are meant)")]
    [InlineData("[Conv2d(64, 3, Kernel = 5)] public partial Conv2d A { get; }", "Kernel is given twice, by its place and by its name")]
    [InlineData("[Conv2d(64)] public partial Conv2d A { get; } [Use<Odd>] public partial Odd B { get; } ", "'Odd' uses itself, directly or through other blocks (a block may use only blocks that do not use it)")]
    public async Task Says(string members, string message)
    {
        var more = members.Contains("Odd", System.StringComparison.Ordinal) ? Part + "\n[Block] public sealed partial class Odd { [Use<Odd>] public partial Odd Inner { get; } }" : Part;
        var found = (await Workbench.DiagnoseAsync(Classifier(members, more))).Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.GetMessage(CultureInfo.InvariantCulture));
        Assert.Equal([message], found);
    }

    [Fact]
    public async Task A_call_behind_parentheses_is_no_pair() =>
        Assert.Empty((await Workbench.DiagnoseAsync(Classifier("[Conv2d(64, Kernel = \"(Classes) / max(2, 3)\")] public partial Conv2d A { get; }"))).Where(d => d.Severity == DiagnosticSeverity.Error));

    [Fact]
    public async Task A_parameter_of_a_wrong_type_is_one_mistake()
    {
        var found = await Workbench.DiagnoseAsync(Classifier(
            "[Use<Odd>(\"Mode = 3\")] public partial Odd A { get; } [Use<Odd>] public partial Odd B { get; }",
            "[Block] public sealed partial class Odd { [Parameter] public partial string Mode { get; } [Conv2d(64)] public partial Conv2d Conv1 { get; } }"));
        Assert.Equal(["FMT1006"], found.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => d.Id));
    }
}
