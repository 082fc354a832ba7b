using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Setters of what cannot be replaced.</summary>
public class Fmt1021Tests
{
    [Theory]
    [InlineData("set")]
    [InlineData("init")]
    [InlineData("private set")]
    public Task Of_a_layer(string setter) => VerifyAsync(Classifier($$"""
        [Conv2d(64, Kernel = 3)] public partial Conv2d {|FMT1021:Conv1|} { get; {{setter}}; }
        """));

    [Fact]
    public Task Of_a_parameter() => VerifyAsync(Block("""
        [Parameter] public partial int {|FMT1021:Width|} { get; set; }
        [Conv2d(nameof(Width))] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task Properties_without_layers_are_the_users_own() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        public int Mine { get; set; }
        """));
}
