using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Maps that enter sums.</summary>
public class Fmt3007Tests
{
    [Fact]
    public Task Directly_and_through_layers_that_keep_channels() => VerifyAsync(Classifier("""
        [{|FMT3007:Conv2d(64)|}] public partial Conv2d Conv1 { get; }
        [BatchNorm2d, ReLU] public partial Sequence Act { get; }
        [{|FMT3007:Conv2d(64)|}] public partial Conv2d Conv2 { get; }
        [Add(nameof(Conv2), nameof(Act))] public partial Activation Sum { get; }
        [Conv2d(64)] public partial Conv2d Conv3 { get; }
        """));

    [Fact]
    public Task Once_for_all_uses_of_a_block() => VerifyAsync(Classifier("""
        [Conv2d(64, Testable = false)] public partial Conv2d Conv1 { get; }
        [Repeat<Part>(3)] public partial Stage<Part> Parts { get; }
        """, """
        [Block]
        public sealed partial class Part
        {
            [Conv2d(64)] public partial Conv2d Conv1 { get; }
            [{|FMT3007:Conv2d(64)|}] public partial Conv2d Conv2 { get; }
            [Add(nameof(Conv2), Edge.Input)] public partial Activation Sum { get; }
        }
        """));

    [Theory]
    [InlineData("[Conv2d(64)] public partial Conv2d Conv1 { get; } [Add(nameof(Conv1), nameof(Conv1))] public partial Activation Sum { get; }")]
    [InlineData("[Conv2d(64)] public partial Conv2d Conv1 { get; } [ReLU] public partial Activation Relu { get; } [Add(nameof(Conv1), nameof(Relu))] public partial Activation Sum { get; }")]
    [InlineData("[Conv2d(64)] public partial Conv2d Conv1 { get; } [Multiply(nameof(Conv1), nameof(Conv1))] public partial Activation Sum { get; }")]
    [InlineData("[Conv2d(3, Testable = false)] public partial Conv2d Conv1 { get; } [Add(nameof(Conv1), Edge.Input)] public partial Activation Sum { get; }")]
    public async Task Nothing_lives_on(string members) => Assert.DoesNotContain(await DiagnoseAsync(Classifier(members)), d => d.Id == "FMT3007");
}
