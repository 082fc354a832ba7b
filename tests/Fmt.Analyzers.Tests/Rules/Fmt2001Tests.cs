using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Windows that do not fit.</summary>
public class Fmt2001Tests
{
    [Fact]
    public Task At_the_kernel() => VerifyAsync(Network("""
        [AdaptiveAvgPool2d(2)] public partial Activation Down { get; }
        [Conv2d(64, Kernel = {|FMT2001:3|})] public partial Conv2d Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """));

    [Fact]
    public Task At_the_attribute_where_the_kernel_is_positional() => VerifyAsync(Network("""
        [AdaptiveAvgPool2d(2)] public partial Activation Down { get; }
        [MaxPool2d({|FMT2001:3|})] public partial Activation Pool { get; }
        [GlobalAvgPool2d] public partial Activation EndPool { get; }
        [Flatten] public partial Activation EndFlat { get; }
        [Linear("Classes")] public partial Linear EndFc { get; }
        """));

    [Fact]
    public Task In_a_block_at_the_block() => VerifyAsync(Classifier("""
        [AdaptiveAvgPool2d(2)] public partial Activation Down { get; }
        [Use<Odd>] public partial Odd A { get; }
        """, """
        [Block]
        public partial class Odd
        {
            [Conv2d(64, Kernel = {|FMT2001:3|})] public partial Conv2d Conv1 { get; }
        }
        """));

    [Fact]
    public Task What_follows_stays_silent() => VerifyAsync(Network("""
        [AdaptiveAvgPool2d(2)] public partial Activation Down { get; }
        [Conv2d(64, Kernel = {|FMT2001:3|})] public partial Conv2d Conv1 { get; }
        [Linear(10)] public partial Linear Fc { get; }
        """));

    [Fact]
    public Task A_window_as_large_as_the_map() => VerifyAsync(Classifier("""
        [AdaptiveAvgPool2d(2)] public partial Activation Down { get; }
        [Conv2d(64, Kernel = 2)] public partial Conv2d Conv1 { get; }
        """));

    [Fact]
    public Task A_window_over_the_end_with_ceil() => VerifyAsync(Classifier("""
        [Conv2d(64), AdaptiveAvgPool2d(2), MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Sequence Down { get; }
        """));
}
