using System.Linq;
using Xunit;
using static Fmt.Graph.Tests.Graphs;

namespace Fmt.Graph.Tests;

/// <summary>What members read.</summary>
public class EdgeTests
{
    private const string Part =
        """
        [Block] public partial class Part
        {
            [Parameter] public partial int Width { get; }
            [Parameter(1)] public partial int Stride { get; }
            [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Stride = nameof(Stride))] public partial Conv2d Conv1 { get; }
            [Conv2d(nameof(Width), Stride = nameof(Stride), From = Edge.Input, When = "Stride != 1 || input.Channels != Width")] public partial Conv2d? Shortcut { get; }
            [BatchNorm2d(From = nameof(Shortcut), When = nameof(Shortcut))] public partial BatchNorm2d? ShortcutBn { get; }
            [Add(nameof(Conv1), nameof(ShortcutBn))] public partial Activation Sum { get; }
        }
        """;

    [Fact]
    public void A_member_reads_the_one_before_it_and_the_first_the_input()
    {
        var graph = Classifier("[Conv2d(64)] public partial Conv2d A { get; } [ReLU] public partial Activation B { get; }");
        Assert.Equal(["input"], graph.Reads("A"));
        Assert.Equal(["A"], graph.Reads("B"));
        Assert.Equal(["B"], graph.Reads("EndPool"));
        Assert.Equal("EndFc", graph.Nodes[graph.Output].Path);
    }

    [Fact]
    public void A_member_may_read_one_declared_later_and_runs_after_it()
    {
        var graph = Classifier("[Conv2d(64, From = Edge.Input)] public partial Conv2d A { get; } [Add(nameof(A), nameof(B))] public partial Activation Sum { get; } [Conv2d(64, From = Edge.Input)] public partial Conv2d B { get; } [ReLU(From = nameof(Sum))] public partial Activation R { get; }");
        Assert.Equal(["A", "B"], graph.Reads("Sum"));
        Assert.True(graph.Node("B").Id < graph.Node("Sum").Id);
        // Registration follows the declaration all the same.
        Assert.Equal(["a", "b"], graph.Names());
    }

    [Fact]
    public void Nodes_are_in_an_order_in_which_they_can_run()
    {
        var graph = Classifier("[Repeat<Part>(3, \"Width = 64, Stride = last ? 2 : 1\")] public partial Stage<Part> L { get; }", Part);
        Assert.All(graph.Nodes, n => Assert.All(n.Inputs, i => Assert.True(i < n.Id)));
    }

    [Fact]
    public void Absent_members_pass_on_what_they_would_have_read()
    {
        var graph = Classifier("[Repeat<Part>(2, \"Width = 64, Stride = first ? 2 : 1\")] public partial Stage<Part> L { get; }", Part);
        Assert.Equal(["L[0].Conv1", "L[0].ShortcutBn"], graph.Reads("L[0].Sum"));
        Assert.Equal(["L[1].Conv1", "L[0].Sum"], graph.Reads("L[1].Sum"));
        Assert.DoesNotContain(graph.Nodes, n => n.Path is "L[1].Shortcut" or "L[1].ShortcutBn");
    }

    [Fact]
    public void Else_is_read_where_a_member_is_absent()
    {
        var graph = Classifier("[Conv2d(64)] public partial Conv2d A { get; } [Conv2d(64)] public partial Conv2d B { get; } [ReLU(When = \"Classes > 100\", Else = nameof(A))] public partial Activation? C { get; } [Add(nameof(B), nameof(C))] public partial Activation Sum { get; }");
        Assert.Equal(["B", "A"], graph.Reads("Sum"));
    }

    [Theory]
    [InlineData("[Conv2d(64, From = nameof(A), When = \"Classes > 100\"), BatchNorm2d] public partial Sequence? S { get; }", "A")]
    [InlineData("[Conv2d(64, When = \"Classes > 100\", Else = nameof(A)), BatchNorm2d] public partial Sequence? S { get; }", "A")]
    [InlineData("[Add(nameof(A), nameof(B), When = \"Classes > 100\"), ReLU] public partial Sequence? S { get; }", "A")]
    [InlineData("[Conv2d(64, When = \"Classes > 100\"), BatchNorm2d] public partial Sequence? S { get; }", "B")]
    [InlineData("[Conv2d(64, From = nameof(A), When = \"Classes < 100\", Else = Edge.Input), BatchNorm2d] public partial Sequence? S { get; }", "S[1]")]
    [InlineData("[ReLU(From = nameof(A), LayerWhen = \"false\"), BatchNorm2d, ReLU(LayerWhen = \"false\")] public partial Sequence S { get; }", "S[0]")]
    public void A_sequence_gives_its_last_layer_or_what_it_would_have_read(string sequence, string read)
    {
        var graph = Classifier($"[Conv2d(64)] public partial Conv2d A {{ get; }} [Conv2d(64)] public partial Conv2d B {{ get; }} {sequence} [Add(nameof(A), nameof(S))] public partial Activation Sum {{ get; }}");
        Assert.Equal(["A", read], graph.Reads("Sum"));
        if (read.StartsWith('S')) Assert.Equal(["A"], graph.Reads("S[0]"));
    }

    [Fact]
    public void An_absent_sequence_is_false_in_conditions()
    {
        var graph = Classifier("[Conv2d(64)] public partial Conv2d A { get; } [BatchNorm2d(When = \"Classes > 100\"), ReLU] public partial Sequence? B { get; } [ELU(When = \"!B\")] public partial Activation? C { get; } [Dropout(When = nameof(B))] public partial Activation? D { get; }");
        Assert.Equal(["A"], graph.Reads("C"));
        Assert.DoesNotContain(graph.Nodes, n => n.Path is "B[0]" or "D");
    }

    [Fact]
    public void An_absent_member_is_false_in_conditions()
    {
        var graph = Classifier("[Conv2d(64)] public partial Conv2d A { get; } [ReLU(When = \"Classes > 100\")] public partial Activation? B { get; } [ELU(When = \"!B\")] public partial Activation? C { get; } [Dropout(When = nameof(B))] public partial Activation? D { get; }");
        Assert.Equal(["A"], graph.Reads("C"));
        Assert.DoesNotContain(graph.Nodes, n => n.Path == "D");
    }

    [Theory]
    [InlineData("L", "L[1].Sum")]
    [InlineData("L[0]", "L[0].Sum")]
    [InlineData("L[0].Conv1", "L[0].Conv1")]
    [InlineData("L[1].Shortcut", "L[0].Sum")]
    [InlineData("Once", "Once.Sum")]
    [InlineData("Once.Conv1", "Once.Conv1")]
    [InlineData("Seq", "Seq[2]")]
    [InlineData("Seq[0]", "Seq[0]")]
    [InlineData(" Seq[1] ", "Seq[1]")]
    public void Paths_reach_into_blocks_and_sequences(string path, string expected)
    {
        const string Members = "[Repeat<Part>(2, \"Width = 64\")] public partial Stage<Part> L { get; } [Use<Part>(\"Width = 64\")] public partial Part Once { get; } [Conv2d(64), BatchNorm2d, ReLU] public partial Sequence Seq { get; } ";
        var graph = Classifier(Members + $"[Conv2d(64, From = \"{path}\")] public partial Conv2d Reader {{ get; }} [GlobalAvgPool2d] public partial Activation P {{ get; }} [GlobalAvgPool2d(From = nameof(Seq))] public partial Activation Q {{ get; }} [Add(nameof(P), nameof(Q))] public partial Activation Sum {{ get; }}", Part);
        Assert.Equal([expected], graph.Reads("Reader"));
    }

    [Theory]
    [InlineData("Lx[0].Conv1", "Lx", 0, 2, "L")]
    [InlineData("L[0].Conv2", "Conv2", 5, 5, "Conv1")]
    [InlineData("L[2].Conv1", "L[2].Conv1", 0, 10, null)]
    [InlineData("L.Conv1", "L.Conv1", 0, 7, null)]
    [InlineData("L[0].Width", "Width", 5, 5, null)]
    [InlineData("L[-1]", "L[-1]", -1, 0, null)]
    [InlineData("", "", -1, 0, null)]
    public void A_path_that_leads_nowhere_says_which_step(string path, string name, int start, int length, string? nearest)
    {
        var result = Read($"[Repeat<Part>(2, \"Width = 64\")] public partial Stage<Part> L {{ get; }} [ReLU(From = \"{path}\")] public partial Activation R {{ get; }}" + Head, Part);
        var problem = Assert.Single(result.Problems, p => p.Kind != ProblemKind.UnreadMember);
        Assert.Equal((ProblemKind.UnknownMember, name, start, length, nearest), (problem.Kind, problem.Args[0], problem.Key.Start, problem.Key.Length, problem.Fix));
    }

    [Theory]
    [InlineData("[ReLU(From = nameof(A))] public partial Activation A { get; }", "A")]
    [InlineData("[ReLU(From = nameof(B))] public partial Activation A { get; } [ReLU] public partial Activation B { get; }", "A")]
    [InlineData("[Conv2d(\"B.Channels\")] public partial Conv2d A { get; } [ReLU] public partial Activation B { get; }", "A")]
    [InlineData("[Conv2d(64, When = nameof(B))] public partial Conv2d? A { get; } [ReLU(When = nameof(A))] public partial Activation? B { get; }", "A")]
    [InlineData("[Conv2d(8)] public partial Conv2d C { get; } [Use<Part>(\"Width = 64\", From = \"L.Conv1\")] public partial Part L { get; }", "L")]
    public void A_ring_is_one_problem_at_its_first_member(string members, string member)
    {
        var problem = Assert.Single(Read(members + Head, Part).Problems);
        Assert.Equal((ProblemKind.Cycle, member), (problem.Kind, problem.Key.Member));
    }

    [Fact]
    public void A_wrong_member_silences_all_that_depend_on_it()
    {
        var problem = Assert.Single(Read("[Conv2d(64, Kernel = 0)] public partial Conv2d A { get; } [Conv2d(\"A.Channels\")] public partial Conv2d B { get; } [Add(nameof(A), nameof(B))] public partial Activation S { get; } [Linear(5)] public partial Linear L { get; }").Problems);
        Assert.Equal(ProblemKind.BadArgument, problem.Kind);
    }

    [Fact]
    public void Blocks_see_their_own_names_only()
    {
        var result = Read("[Conv2d(64)] public partial Conv2d Outside { get; } [Use<Inner>] public partial Inner L { get; }" + Head, "[Block] public partial class Inner { [ReLU(From = \"Outside\")] public partial Activation R { get; } }");
        Assert.Equal(ProblemKind.UnknownMember, Assert.Single(result.Problems).Kind);
    }

    [Fact]
    public void Repeats_give_i_n_first_and_last()
    {
        var graph = Classifier("[Repeat<Part>(3, \"Width = first ? 64 : last ? 256 : 64 * (i + 1) + n\")] public partial Stage<Part> L { get; }", Part);
        Assert.Equal(["64", "131", "256"], Enumerable.Range(0, 3).Select(i => graph.Node($"L[{i}].Conv1").Output.Channels.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void No_repeats_pass_the_input_on()
    {
        var graph = Classifier("[Conv2d(64)] public partial Conv2d A { get; } [Repeat<Part>(\"Classes - 10\", \"Width = 64\")] public partial Stage<Part> L { get; }", Part);
        Assert.Equal(["A"], graph.Reads("EndPool"));
    }
}
