using System.Threading.Tasks;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Members that nobody reads.</summary>
public class Fmt1014Tests
{
    [Fact]
    public Task A_layer() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT1014:Conv2d(64, Kernel = 3)|}] public partial Conv2d Spare { get; }
        [ReLU(From = nameof(Conv1))] public partial Activation Relu { get; }
        """));

    [Fact]
    public Task A_layer_of_a_block() => VerifyAsync(Classifier("""
        [Use<Odd>] public partial Odd A { get; }
        """, """
        [Block]
        public partial class Odd
        {
            [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
            [{|FMT1014:Conv2d(64)|}] public partial Conv2d Spare { get; }
            [ReLU(From = nameof(Conv1))] public partial Activation Relu { get; }
        }
        """));

    [Fact]
    public Task A_head_beside_the_path_is_said_once_and_at_its_use() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [{|FMT1014:Use<Head>|}] public partial Head Aux { get; }
        [ReLU(From = nameof(Conv1))] public partial Activation Relu { get; }
        #pragma warning disable FMT1014
        [Use<Head>(From = nameof(Conv1))] public partial Head Other { get; }
        #pragma warning restore FMT1014
        [ReLU(From = nameof(Relu))] public partial Activation Last { get; }
        """.Replace("[Use<Head>(From", "[Use<Head2>(From").Replace("Head Other", "Head2 Other"), """
        [Block] public partial class Head { [Conv2d(64)] public partial Conv2d Conv { get; } [ReLU] public partial Activation Relu { get; } [GlobalAvgPool2d] public partial Activation Pool { get; } }
        [Block] public partial class Head2 { [Conv2d(64)] public partial Conv2d Conv { get; } [ReLU] public partial Activation Relu { get; } }
        """));

    [Fact]
    public Task Registered_only_is_meant_and_what_follows_reads_past_it() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Conv2d(7, Kernel = 31, Called = false), BatchNorm2d, Flatten, Linear(3)] public partial Sequence Aux { get; }
        [BatchNorm2d(Expect = "64x32x32")] public partial BatchNorm2d Bn1 { get; }
        """));

    [Fact]
    public Task Nobody_can_read_what_is_registered_only() => VerifyAsync(Classifier("""
        [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
        [Conv2d(64, Kernel = 3, Padding = 1, Called = false)] public partial Conv2d Aux { get; }
        [{|FMT1012:Add(nameof(Conv1), nameof(Aux))|}] public partial Activation Sum { get; }
        """));

    [Fact]
    public Task A_network_of_which_nothing_runs_has_no_layers() => VerifyAsync(Network("""
        [Conv2d(64, Called = false)] public partial Conv2d Conv1 { get; }
        """).Replace("[Network(", "[{|FMT1017:Network(").Replace("Classes = 10)]", "Classes = 10)|}]"));

    [Fact]
    public Task Read_in_one_use_is_enough() => VerifyAsync(Classifier("""
        [Repeat<Odd>(2, "Use = first")] public partial Stage<Odd> A { get; }
        """, """
        [Block]
        public partial class Odd
        {
            [Parameter] public partial bool Use { get; }
            [Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
            [Conv2d(64)] public partial Conv2d Maybe { get; }
            [ReLU(When = nameof(Use), Else = nameof(Conv1))] public partial Activation? Relu { get; }
        }
        """));
}
