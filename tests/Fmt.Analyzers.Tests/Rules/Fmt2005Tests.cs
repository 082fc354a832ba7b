using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Linear layers on maps.</summary>
public class Fmt2005Tests
{
    [Fact]
    public Task Without_flatten() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT2005:Linear("Classes")|}] public partial Linear Fc { get; }
        """));

    [Fact]
    public Task In_a_sequence() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d, {|FMT2005:Linear("Classes")|}] public partial Sequence Head { get; }
        """));

    [Fact]
    public Task With_flatten() => VerifyAsync(Network("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d, Flatten, Linear("Classes")] public partial Sequence Head { get; }
        """));
}
