using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Joins.</summary>
public class Fmt2003Tests
{
    [Fact]
    public Task The_input_that_disagrees() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Conv2d(64, Kernel = 3)] public partial Conv2d Conv2 { get; }
        [Add(nameof(Conv1), {|FMT2003:nameof(Conv2)|})] public partial Activation Sum { get; }
        """));

    [Fact]
    public Task A_product_with_another_number_of_channels() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation Pool { get; }
        [Conv2d(32, Testable = false)] public partial Conv2d Gate { get; }
        [Multiply({|FMT2003:nameof(Gate)|}, nameof(Conv1))] public partial Activation Gated { get; }
        """));

    [Fact]
    public Task A_product_with_one_value_per_channel() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation Pool { get; }
        [Multiply(nameof(Pool), nameof(Conv1))] public partial Activation Gated { get; }
        """));
}
