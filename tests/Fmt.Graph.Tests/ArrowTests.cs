using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Basic.Reference.Assemblies;
using Fmt.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Fmt.Graph.Tests;

/// <summary>
/// Which room of an assembly may use which: the compiler says what every name in the source means, and the table says what is allowed. Documentation may point anywhere.
/// A new arrow is a decision: it goes into the table, and into docs/architecture.md.
/// </summary>
public sealed class ArrowTests
{
    private static readonly Dictionary<string, Dictionary<string, string[]>> Allowed = new()
    {
        ["Fmt.Graph"] = new()
        {
            ["Collections"] = [],
            ["Declarations"] = ["Collections"],
            ["Expressions"] = ["Collections", "Declarations"],
            ["Layers"] = ["Collections", "Graph"],
            ["Graph"] = ["Collections", "Declarations", "Expressions", "Layers"],
            ["Diagnostics"] = ["Graph"],
            ["Reading"] = ["Collections", "Declarations"],
        },
        ["Fmt.Runtime"] = new()
        {
            ["Native"] = [],
            ["Files"] = ["Native"],
            ["Weights"] = ["Files"],
            ["Declaration"] = [],
            ["Modules"] = ["Declaration", "Files", "Weights"],
        },
        ["Fmt.Defences"] = new()
        {
            ["Options"] = [],
            ["Data"] = [],
            ["Engine"] = ["Data", "Options"],
            ["Attacks"] = ["Data", "Engine", "Options"],
            ["Metrics"] = ["Attacks", "Data"],
            ["Scores"] = ["Attacks", "Data", "Engine", "Metrics", "Options"],
            ["Signs"] = ["Data", "Engine", "Metrics", "Options", "Scores"],
            ["Defences"] = ["Attacks", "Data", "Engine", "Metrics", "Options", "Scores", "Signs"],
            ["Cases"] = ["Attacks", "Data", "Metrics"],
        },
    };

    public static TheoryData<string> Assemblies => [.. Allowed.Keys];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Rooms_use_only_the_rooms_that_they_may(string assembly)
    {
        var allowed = Allowed[assembly];
        var arrows = Arrows(assembly);
        Assert.Equal(allowed.Keys.Order(), arrows.Keys.Concat(allowed.Keys).Distinct().Order());
        var forbidden = arrows.SelectMany(a => a.Value.Where(to => !allowed[a.Key].Contains(to.Key)).Select(to => $"{a.Key} -> {to.Key}: {to.Value}"));
        Assert.Empty(forbidden);
        var idle = allowed.SelectMany(a => a.Value.Where(to => !arrows.TryGetValue(a.Key, out var used) || !used.ContainsKey(to)).Select(to => $"{a.Key} -> {to} is allowed and not there"));
        Assert.Empty(idle);
    }

    /// <summary>The table of an assembly is without circles, but for the one in Fmt.Graph: kinds of layers and the shapes they infer know each other.</summary>
    [Theory]
    [InlineData("Fmt.Runtime")]
    [InlineData("Fmt.Defences")]
    public void The_table_has_no_circle(string assembly)
    {
        var left = Allowed[assembly].ToDictionary(a => a.Key, a => a.Value.ToHashSet());
        while (left.FirstOrDefault(a => a.Value.Count == 0).Key is { } free)
        {
            left.Remove(free);
            foreach (var others in left.Values) others.Remove(free);
        }

        Assert.Empty(left.Keys);
    }

    /// <summary>Room by room, the rooms that it uses and one place where it does.</summary>
    private static Dictionary<string, Dictionary<string, string>> Arrows(string assembly)
    {
        var folder = Path.Combine(SharedMaterial.RepositoryRoot(), "src", assembly);
        string Room(string path) => Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar)[0];
        var trees = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(f => Room(f) is not ("obj" or "bin"))
            .Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f), path: f)).ToArray();
        var own = Directory.GetFiles(AppContext.BaseDirectory, "*.dll").Where(f => Path.GetFileName(f) is "TorchSharp.dll" or "Fmt.Runtime.dll" or "Fmt.Defences.dll" && Path.GetFileNameWithoutExtension(f) != assembly);
        var compilation = CSharpCompilation.Create(assembly, trees, [.. Net100.References.All, .. own.Select(f => MetadataReference.CreateFromFile(f))]);
        var arrows = new Dictionary<string, Dictionary<string, string>>();
        foreach (var tree in trees)
        {
            var model = compilation.GetSemanticModel(tree);
            foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                var place = model.GetSymbolInfo(name).Symbol?.OriginalDefinition is { } symbol and not INamespaceSymbol ? symbol.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.FilePath : null;
                if (place is null || Room(place) == Room(tree.FilePath)) continue;
                if (!arrows.TryGetValue(Room(tree.FilePath), out var to)) arrows[Room(tree.FilePath)] = to = [];
                to.TryAdd(Room(place), $"{Path.GetFileName(tree.FilePath)}({tree.GetLineSpan(name.Span).StartLinePosition.Line + 1}) uses {name}");
            }
        }

        return arrows;
    }
}
