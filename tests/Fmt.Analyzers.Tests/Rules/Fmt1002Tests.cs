using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

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
