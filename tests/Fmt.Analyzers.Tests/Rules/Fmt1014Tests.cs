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
