using System.Linq;
using Xunit;
using static Fmt.Graph.Tests.Graphs;

namespace Fmt.Graph.Tests;

/// <summary>Which convolutions are sites, what runs at all, and what blocks say of themselves.</summary>
public class SiteTests
{
    [Fact]
    public void Every_convolution_that_runs_is_a_site_in_execution_order()
    {
        var graph = Classifier("[Conv2d(64), BatchNorm2d, ReLU, Conv2d(64, Testable = false)] public partial Sequence F { get; } [Conv2d(64, From = Edge.Input)] public partial Conv2d Spare { get; } [Conv2d(64, From = nameof(F))] public partial Conv2d Last { get; }");
        Assert.Equal(["F[0]", "Last"], graph.SitePaths());
        Assert.False(graph.Live[graph.Node("Spare").Id]);
        Assert.Contains("spare", graph.Names());
    }

    [Fact]
    public void A_site_knows_its_batch_norm_and_whether_it_feeds_a_sum()
    {
        var graph = Classifier("[Conv2d(64)] public partial Conv2d A { get; } [BatchNorm2d] public partial BatchNorm2d N { get; } [ReLU] public partial Activation R { get; } [Conv2d(64)] public partial Conv2d B { get; } [ReLU] public partial Activation S { get; } [Add(nameof(R), nameof(S))] public partial Activation Sum { get; } [Conv2d(64)] public partial Conv2d C { get; }");
        var (a, b, c) = (graph.Sites[0], graph.Sites[1], graph.Sites[2]);
        Assert.Equal((graph.Node("N").Id, true), (a.Reader, a.FeedsSum));
        Assert.Equal((-1, true), (b.Reader, b.FeedsSum));
        Assert.Equal((-1, false), (c.Reader, c.FeedsSum));
    }

    [Fact]
    public void A_convolution_reads_the_image_where_nothing_before_it_mixes_channels_however_many_they_are()
    {
        var graph = Classifier("[ZeroPad2d(1), ReLU] public partial Sequence Edge { get; } [Conv2d(3, Kernel = 3)] public partial Conv2d Stem { get; } [Conv2d(64)] public partial Conv2d Next { get; } [Conv2d(64, From = Fmt.Edge.Input)] public partial Conv2d Beside { get; } [Add(Fmt.Edge.Input, nameof(Stem))] public partial Activation Sum { get; } [Conv2d(64)] public partial Conv2d Behind { get; } [Concat(nameof(Next), nameof(Beside), nameof(Behind))] public partial Activation All { get; }");
        Assert.Equal(["Stem", "Beside"], graph.Sites.Where(s => graph.ReadsImage[s.Node]).Select(s => graph.Nodes[s.Node].Path));
    }

    [Fact]
    public void Filters_are_where_the_kind_says_and_agree_with_its_weights()
    {
        var sites = Classifier("[Conv2d(66, Groups = 3, Testable = false)] public partial Conv2d Skip { get; } [Conv2d(6, Groups = 2)] public partial Conv2d A { get; } [ConvTranspose2d(8, Groups = 2)] public partial ConvTranspose2d B { get; }");
        var (a, b) = (sites.Node("A"), sites.Node("B"));
        Assert.Equal((0, 2, 1, 2), (a.Kind!.FilterAxis, a.Kind.Groups(a.Arguments), b.Kind!.FilterAxis, b.Kind.Groups(b.Arguments)));
        foreach (var node in new[] { a, b })
        {
            var weight = node.Kind!.Weights(node.Arguments, sites.Nodes[node.Inputs[0]].Output).First();
            Assert.Equal(node.Output.Channels, weight.Shape[node.Kind.FilterAxis!.Value] * (node.Kind.FilterAxis == 1 ? node.Kind.Groups(node.Arguments) : 1));
        }
    }

    [Fact]
    public void A_batch_norm_that_is_not_the_only_reader_does_not_count()
    {
        var graph = Classifier("[Conv2d(64)] public partial Conv2d A { get; } [BatchNorm2d] public partial BatchNorm2d N { get; } [Concat(nameof(A), nameof(N))] public partial Activation Both { get; }");
        Assert.Equal(-1, graph.Sites[0].Reader);
    }

    [Fact]
    public void A_shared_module_is_registered_once_and_no_site()
    {
        var result = Read("[Conv2d(3)] public partial Conv2d A { get; } [Conv2d(3, Shares = nameof(A))] public partial Conv2d B { get; } [Conv2d(64)] public partial Conv2d C { get; }" + Head);
        Assert.Equal(["a", "c"], result.Graph!.Names());
        Assert.Equal(["C"], result.Graph!.SitePaths());
        Assert.Equal(result.Graph!.Node("A").Id, result.Graph!.Node("B").Module);
        Assert.Equal(["B"], result.Problems.Where(p => p.Kind == ProblemKind.ModuleUsedTwice).Select(p => p.Key.Member));
    }

    [Fact]
    public void Shares_may_name_a_layer_of_a_sequence_or_of_a_block()
    {
        const string Part = "[Block] public partial class Part { [Conv2d(3)] public partial Conv2d C { get; } }";
        var graph = Classifier("[Conv2d(3), ReLU] public partial Sequence S { get; } [Use<Part>] public partial Part P { get; } [Conv2d(3, Shares = \"S[0]\")] public partial Conv2d A { get; } [Conv2d(3, Shares = \"P.C\")] public partial Conv2d B { get; }", Part);
        Assert.Equal((graph.Node("S[0]").Id, graph.Node("P.C").Id), (graph.Node("A").Module, graph.Node("B").Module));
    }

    [Theory]
    [InlineData("[Conv2d(64)] public partial Conv2d A { get; } [ReLU(InPlace = true)] public partial Activation R { get; }", "")]
    [InlineData("[Conv2d(64)] public partial Conv2d A { get; } [Dropout, ReLU(InPlace = true)] public partial Sequence R { get; }", "")]
    [InlineData("[Conv2d(64)] public partial Conv2d A { get; } [BatchNorm2d, ReLU(InPlace = true)] public partial Sequence R { get; }", "A")]
    [InlineData("[Conv2d(64)] public partial Conv2d A { get; } [ReLU, ELU(InPlace = true)] public partial Sequence R { get; }", "A")]
    public void Overwritten_maps_are_no_site(string members, string sites) => Assert.Equal(sites, string.Join(" ", Classifier(members).SitePaths()));

    [Fact]
    public void Unread_members_are_reported_once_for_all_uses_of_a_block()
    {
        var result = Read("[Repeat<Part>(3)] public partial Stage<Part> L { get; }" + Head, "[Block] public partial class Part { [Conv2d(64)] public partial Conv2d A { get; } [ReLU] public partial Activation Lost { get; } [ELU(From = nameof(A))] public partial Activation B { get; } }");
        var problem = Assert.Single(result.Problems, p => p.Kind == ProblemKind.UnreadMember);
        Assert.Equal("Lost", problem.Key.Member);
        Assert.NotNull(result.Graph);
    }

    [Fact]
    public void A_chain_as_long_as_a_network_may_be_does_not_exhaust_the_stack()
    {
        var graph = Classifier("[Conv2d(64)] public partial Conv2d A { get; } [Repeat<Part>(19000)] public partial Stage<Part> L { get; }", "[Block] public partial class Part { [ReLU] public partial Activation R { get; } }");
        Assert.False(Assert.Single(graph.Sites).FeedsSum);
    }

    [Theory]
    [InlineData("[Parameter] public partial int W { get; } [Conv2d(nameof(W), When = \"W > 3 && input.Channels != W\")] public partial Conv2d? C { get; } [ReLU(When = \"!C\")] public partial Activation? R { get; } [Linear(\"C.Channels * input.Height\")] public partial Linear L { get; }")]
    [InlineData("[Parameter(2.5)] public partial double Rate { get; } [Parameter(true)] public partial bool Wide { get; } [Conv2d(\"Wide ? round(Rate * 64) : Classes\")] public partial Conv2d C { get; }")]
    [InlineData("[Use<Inner>(\"W = input.Channels\", When = \"input.Height > 2\")] public partial Inner? A { get; } [ReLU(From = \"A.C\")] public partial Activation R { get; } [Repeat<Inner>(\"Classes\", \"W = i\")] public partial Stage<Inner> B { get; } [ReLU(From = \"B[7].C\")] public partial Activation S { get; }")]
    public void A_block_by_itself_does_not_complain_of_what_only_a_network_knows(string members) =>
        Assert.Empty(Check(members, "[Block] public partial class Inner { [Parameter] public partial int W { get; } [Conv2d(nameof(W))] public partial Conv2d C { get; } }"));

    [Fact]
    public void Parameters_have_the_values_of_their_use()
    {
        var graph = Classifier("[Repeat<Part>(2, \"Width = 64 * (i + 1)\")] public partial Stage<Part> L { get; }", "[Block] public partial class Part { [Parameter] public partial int Width { get; } [Parameter(1)] public partial double Rate { get; } [Conv2d(nameof(Width))] public partial Conv2d C { get; } }");
        var stage = Assert.IsType<MemberUse.Blocks>(graph.Root.Members[0]);
        Assert.Equal(["64", "128"], stage.Items.Select(b => ((MemberUse.Value)b.Members[0]).Result.ToString()));
        Assert.All(stage.Items, b => Assert.Equal(ExprValue.Double(1), ((MemberUse.Value)b.Members[1]).Result));
    }

    [Fact]
    public void Declarations_are_equal_when_only_positions_differ()
    {
        const string Members = "[Conv2d(64)] public partial Conv2d A { get; }";
        Assert.Equal(Declare(Members), Declare("\n\n  " + Members));
        Assert.Equal(Declare(Members).GetHashCode(), Declare("\n" + Members).GetHashCode());
        Assert.NotEqual(Declare(Members), Declare(Members.Replace("64", "65")));
    }
}
