using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Cycles.</summary>
public class Fmt1008Tests
{
    [Fact]
    public Task Of_edges() => VerifyAsync(Classifier("""
        [{|FMT1008:ReLU(From = nameof(Sum))|}] public partial Activation Relu { get; }
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Add(nameof(Relu), nameof(Conv1))] public partial Activation Sum { get; }
        """));

    [Fact]
    public Task Of_a_condition() => VerifyAsync(Block("""
        [{|FMT1008:Conv2d(8, When = nameof(Conv1))|}] public partial Conv2d? Conv1 { get; }
        """));

    [Fact]
    public Task Of_a_block_with_itself() => VerifyAsync(Block("""
        [ReLU] public partial Activation Relu { get; }
        [{|FMT1008:Use<Part>|}] public partial Part Inner { get; }
        """));

    [Fact]
    public Task Of_two_blocks_is_one_mistake() => VerifyAsync(Classifier("""
        [Use<Ping>] public partial Ping A { get; }
        """, """
        [Block]
        public partial class Pong
        {
            [Use<Ping>] public partial Ping Ping { get; }
        }
        [Block]
        public partial class Ping
        {
            [{|FMT1008:Use<Pong>|}] public partial Pong Pong { get; }
        }
        """));

    [Fact]
    public Task A_block_used_twice_is_none() => VerifyAsync(Classifier("""
        [Use<Part>("Width = 64")] public partial Part A { get; }
        [Use<Part>("Width = 64")] public partial Part B { get; }
        """, """
        [Block]
        public sealed partial class Part
        {
            [Parameter] public partial int Width { get; }
            [Parameter(1)] public partial int Stride { get; }
            [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Stride = nameof(Stride))] public partial Conv2d Conv1 { get; }
        }
        """));
}
