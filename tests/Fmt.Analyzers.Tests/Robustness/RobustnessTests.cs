using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Half-typed, absurd and hostile declarations: findings, never exceptions, and in bounded time.</summary>
public class RobustnessTests
{
    [Theory]
    [MemberData(nameof(Corpus.All), MemberType = typeof(Corpus))]
    public Task A_right_declaration_has_no_findings(string name) => VerifyAsync(Corpus.Text(name));

    [Theory]
    [MemberData(nameof(Corpus.All), MemberType = typeof(Corpus))]
    public async Task Cut_at_every_token_nothing_throws_and_nothing_is_silently_wrong(string name)
    {
        var text = Corpus.Text(name);
        var whole = Compile(text);
        var tree = whole.SyntaxTrees.Single();
        foreach (var end in (await tree.GetRootAsync()).DescendantTokens().Select(t => t.Span.End).Distinct())
        {
            var cut = whole.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text[..end], Workbench.ParseOptions, "File0.cs", Encoding.UTF8));
            // An exception of an analyzer passes through.
            var found = await AnalyzerFindingsAsync(cut);
            if (found.All(d => d.Severity != DiagnosticSeverity.Error) && HasUnexplainedFailure(cut))
                Assert.True(cut.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error), text[..end]);
        }
    }

    /// <summary>A network without a graph: somebody must have said why.</summary>
    private static bool HasUnexplainedFailure(Compilation compilation) => compilation.SyntaxTrees
        .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().Select(c => compilation.GetSemanticModel(tree).GetDeclaredSymbol(c)))
        .OfType<INamedTypeSymbol>()
        .Select(type => (Type: type, Network: DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute)))
        .Any(n => n.Network is not null && GraphBuilder.Build(DeclarationReader.ReadNetwork(n.Type, n.Network, CancellationToken.None)).Graph is null);

    [Theory]
    [InlineData("[ReLU] public partial Missing A { get; }")]
    [InlineData("[Use<Missing>] public partial Missing A { get; }")]
    [InlineData("[Repeat<Missing>(2)] public partial Stage<Missing> A { get; }")]
    [InlineData("[Use<int[]>] public partial int[] A { get; }")]
    [InlineData("[Use<string>] public partial string A { get; }")]
    [InlineData("[Nothing] public partial Conv2d A { get; }")]
    [InlineData("[Conv2d] public partial Conv2d A { get; }")]
    [InlineData("[Conv2d(nameof(Nothing))] public partial Conv2d A { get; }")]
    [InlineData("[Conv2d(8, Kernel = Nothing)] public partial Conv2d A { get; }")]
    [InlineData("[Conv2d(8, From = null, When = null, Name = null)] public partial Conv2d A { get; }")]
    [InlineData("[Conv2d(8, Kernel = null!)] public partial Conv2d A { get; }")]
    [InlineData("[Add] public partial Activation A { get; }")]
    [InlineData("[Add(null!)] public partial Activation A { get; }")]
    [InlineData("[Add(nameof(Nothing), nameof(A))] public partial Activation A { get; }")]
    [InlineData("[Conv2d(8), Conv2d(8)] public partial Conv2d A { get; }")]
    [InlineData("[Parameter, ReLU] public partial Activation A { get; }")]
    [InlineData("[ReLU] public partial Activation A { get; } [ReLU] public partial Activation A { get; }")]
    [InlineData("[ReLU] public partial Activation this[int i] { get; }")]
    [InlineData("[ReLU] public static partial Activation A { get; }")]
    [InlineData("[ReLU] public partial Activation @class { get; }")]
    [InlineData("[ReLU(From = \"A..B[\")] public partial Activation A { get; }")]
    [InlineData("[ReLU(From = \"A[99999999999]\")] public partial Activation A { get; }")]
    [InlineData("[ReLU(When = \"\")] public partial Activation? A { get; }")]
    [InlineData("[Use<Part>(\"= , =\")] public partial Part A { get; }")]
    public async Task Odd_members_do_not_throw(string member)
    {
        await DiagnoseAsync(Classifier(member));
        await DiagnoseAsync(Block(member));
    }

    [Fact]
    public async Task A_type_that_does_not_bind_is_the_compilers_own_error()
    {
        var found = await DiagnoseAsync(Classifier("[Conv2d(64)] public partial Conv2dd Conv1 { get; }\n[Use<Missing>] public partial Missing Part { get; }"));
        Assert.DoesNotContain(found, d => d.Id.StartsWith("FMT", System.StringComparison.Ordinal));
    }

    /// <summary>The type stands in the user's line and in the implementing part, which the language wants to repeat it; nowhere else.</summary>
    [Theory]
    [InlineData("[Conv2d(64)] public partial Missing Conv1 { get; }", 2)]
    [InlineData("[Use<Missing>] public partial Missing Part { get; }", 3)]
    [InlineData("[Parameter] public partial Missing Width { get; }", 2)]
    public async Task A_type_that_does_not_bind_is_repeated_no_more_than_the_language_wants(string member, int errors)
    {
        foreach (var source in new[] { Classifier(member), Block(member) })
            Assert.Equal(errors, (await DiagnoseAsync(source)).Count(d => d.Id == "CS0246"));
    }

    [Theory]
    [InlineData("[Repeat<R>(20000)] public partial Stage<R> A { get; }")]
    [InlineData("[Repeat<E>(20000)] public partial Stage<E> A { get; }")]
    [InlineData("[Repeat<T>(20000)] public partial Stage<T> A { get; }")]
    [InlineData("[Repeat<R>(19000)] public partial Stage<R> A { get; } [Conv2d(64)] public partial Conv2d C { get; }")]
    public async Task Huge_repeats_end(string member)
    {
        const string Blocks =
            """
            [Block] public partial class R { [ReLU] public partial Activation A { get; } }
            [Block] public partial class E { }
            [Block] public partial class T { [Repeat<E>(20000)] public partial Stage<E> A { get; } }
            """;
        await AnalyzeOnlyAsync(Compile(Classifier(member, Blocks)));
    }

    [Fact]
    public async Task Blocks_that_double_at_every_level_end()
    {
        var blocks = new StringBuilder("[Block] public partial class B0 { }\n");
        for (var i = 1; i <= 60; i++)
            blocks.Append($"[Block] public partial class B{i} {{ [Use<B{i - 1}>] public partial B{i - 1} A {{ get; }} [Use<B{i - 1}>] public partial B{i - 1} B {{ get; }} }}\n");
        var found = await AnalyzeOnlyAsync(Compile(Classifier("[Use<B60>] public partial B60 A { get; }", blocks.ToString())));
        Assert.Contains(found, d => d.Id == "FMT1016");
    }

    /// <summary>The template engine cuts long texts unless told otherwise.</summary>
    [Fact]
    public void A_text_of_megabytes_is_written_to_its_end()
    {
        var compilation = Compile(Classifier("[Repeat<R>(6000)] public partial Stage<R> A { get; }", "[Block] public partial class R { [ReLU] public partial Activation Relu { get; } }"));
        var network = CSharpGeneratorDriver.Create([new Fmt.Generators.FmtGenerator().AsSourceGenerator()], parseOptions: Workbench.ParseOptions)
            .RunGenerators(compilation).GetRunResult().Results[0].GeneratedSources.Single(s => s.HintName == "Net.g.cs");
        Assert.True(network.SourceText.Length > 1 << 20);
        Assert.Empty(network.SyntaxTree.GetDiagnostics());
    }

    [Fact]
    public async Task A_long_chain_of_members_that_read_ahead_ends()
    {
        var members = new StringBuilder();
        for (var i = 0; i < 2000; i++) members.Append($"[ReLU(From = \"M{i + 1}\")] public partial Activation M{i} {{ get; }}\n");
        var found = await AnalyzeOnlyAsync(Compile(Classifier(members + "[Conv2d(64, From = Edge.Input)] public partial Conv2d M2000 { get; }")));
        Assert.Contains(found, d => d.Id == "FMT1012");
    }

    [Fact]
    public async Task A_long_chain_of_operators_ends()
    {
        var sum = string.Join(" + ", Enumerable.Repeat("1", 100_000));
        var deep = new string('(', 100_000) + "1" + new string(')', 100_000);
        var found = await AnalyzeOnlyAsync(Compile(Classifier($"[Conv2d(\"{sum}\")] public partial Conv2d A {{ get; }} [Conv2d(\"{deep}\")] public partial Conv2d B {{ get; }} [Use<Part>(\"Width = {sum}\")] public partial Part C {{ get; }}",
            "[Block] public partial class Part { [Parameter] public partial int Width { get; } }")));
        Assert.Equal(3, found.Count(d => d.Id == "FMT1007"));
    }

    /// <summary>Names that a user may not give are those of the base class, and nothing is forgotten.</summary>
    [Fact]
    public void Every_member_of_the_base_class_is_reserved()
    {
        var forgotten = typeof(Modules.NetworkModule)
            .GetMembers(System.Reflection.BindingFlags.Public | System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.DeclaredOnly)
            .Where(m => m is System.Reflection.MethodBase { IsSpecialName: false } b and not System.Reflection.ConstructorInfo && (b.IsPublic || b.IsFamily)
                || m is System.Reflection.PropertyInfo p && (p.GetMethod!.IsPublic || p.GetMethod!.IsFamily))
            .Select(m => m.Name)
            .Where(n => !KnownNames.IsReserved(n))
            .Distinct();
        Assert.Empty(forgotten);
    }
}
