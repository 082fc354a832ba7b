using System;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Fmt.Generators.Tests;

/// <summary>Only what changed is made anew.</summary>
public sealed class CachingTests
{
    private const string Part = "namespace Nets; [Block] public sealed partial class Part { [Conv2d(8)] public partial Conv2d Conv { get; } }";
    private const string Alone = "namespace Nets; [Block] public sealed partial class Alone { [Conv2d(8)] public partial Conv2d Conv { get; } }";
    private const string Nest = "namespace Nets; [Block] public sealed partial class Nest { [Repeat<Part>(2)] public partial Stage<Part> Parts { get; } }";
    private const string First = "namespace Nets; [Network(\"3x8x8\", Classes = 4)] public sealed partial class First { [Conv2d(8)] public partial Conv2d Conv { get; } " + Corpus.Tail + " }";
    private const string Second = "namespace Nets; [Network(\"3x8x8\", Classes = 4)] public sealed partial class Second { [Use<Nest>] public partial Nest Nest { get; } " + Corpus.Tail + " }";
    private const string Other = "namespace Nets; public static class Other { public static int Two() => 2; }";

    private static readonly string[] Files = [Part, Alone, Nest, First, Second, Other];

    [Fact]
    public void Edit_of_an_unrelated_file_changes_nothing() => AssertAllCached(After(5, Harness.With(Other.Replace("=> 2", "=> 1 + 1"))));

    [Fact]
    public void New_file_changes_nothing()
    {
        var compilation = Start();
        AssertAllCached(Run(compilation, compilation.AddSyntaxTrees(Harness.Tree("class More { }", "More.cs"))));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Line_above_a_declaration_changes_nothing(int file) => AssertAllCached(After(file, "\n\n// a line\n" + Harness.With(Files[file])));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Comment_or_layout_inside_a_declaration_changes_nothing(int file) =>
        AssertAllCached(After(file, Harness.With(Files[file].Replace("{ get; }", "\n  {\n get ; } // a comment\n"))));

    [Fact]
    public void Other_members_of_a_network_change_nothing() =>
        AssertAllCached(After(3, Harness.With(First.Replace("{ [Conv2d", "{ private static int Unrelated => 3; [Conv2d"))));

    [Fact]
    public void Edit_of_a_network_makes_only_that_one_anew()
    {
        var result = After(3, Harness.With(First.Replace("Conv2d(8)", "Conv2d(9)")));
        Assert.Equal(["Nets.First.g.cs"], Remade(result));
    }

    [Fact]
    public void Edit_of_a_block_makes_it_and_its_networks_anew_and_no_other()
    {
        var result = After(0, Harness.With(Part.Replace("} }", "} [ReLU] public partial Activation Relu { get; } }")));
        Assert.Equal(["Nets.Part.g.cs", "Nets.Second.g.cs"], Remade(result));
    }

    [Fact]
    public void Edit_that_gives_the_same_text_stops_before_the_output()
    {
        // The declaration differs, the text made from it does not.
        var result = After(3, Harness.With(First.Replace("Conv2d(8)", "Conv2d(\"2 * 4\")")));
        Assert.Equal([], Remade(result));
        Assert.Contains(result.TrackedSteps[TrackingNames.Network].SelectMany(s => s.Outputs), o => o.Reason == IncrementalStepRunReason.Modified);
        Assert.Contains(result.TrackedSteps[TrackingNames.NetworkSource].SelectMany(s => s.Outputs), o => o.Reason == IncrementalStepRunReason.Unchanged);
    }

    [Fact]
    public void Every_step_of_ours_is_tracked()
    {
        var steps = After(5, Harness.With(Other)).TrackedSteps;
        Assert.All(new[] { TrackingNames.Network, TrackingNames.NetworkSource, TrackingNames.Block, TrackingNames.BlockSource, TrackingNames.Loader }, name => Assert.Contains(name, steps.Keys));
    }

    private static CSharpCompilation Start() => Harness.Compile([.. Files.Select(Harness.With)]);

    private static GeneratorRunResult After(int file, string text)
    {
        var before = Start();
        return Run(before, before.ReplaceSyntaxTree(before.SyntaxTrees[file], Harness.Tree(text, before.SyntaxTrees[file].FilePath)));
    }

    private static GeneratorRunResult Run(CSharpCompilation before, CSharpCompilation after)
    {
        var driver = Harness.Driver().RunGenerators(before);
        return driver.RunGenerators(after).GetRunResult().Results.Single();
    }

    private static void AssertAllCached(GeneratorRunResult result)
    {
        var names = new[] { TrackingNames.Network, TrackingNames.NetworkSource, TrackingNames.Block, TrackingNames.BlockSource, TrackingNames.Loader };
        var ours = names.SelectMany(n => result.TrackedSteps[n].SelectMany(s => s.Outputs.Select(o => (n, o.Reason)))).ToArray();
        Assert.True(ours.Length >= 11, string.Join(", ", ours));
        Assert.All(ours, o => Assert.True(o.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, o.ToString()));
        Assert.All(result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs), o => Assert.Equal(IncrementalStepRunReason.Cached, o.Reason));
    }

    /// <summary>The files whose text was made anew.</summary>
    private static string[] Remade(GeneratorRunResult result) =>
    [
        .. new[] { TrackingNames.NetworkSource, TrackingNames.BlockSource }
            .SelectMany(n => result.TrackedSteps[n]).SelectMany(s => s.Outputs)
            .Where(o => o.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New)
            .Select(o => ((GeneratedSource)o.Value).HintName)
            .Order(StringComparer.Ordinal),
    ];
}
