using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Fmt.Tests;
using Xunit;

namespace Fmt.Graph.Tests;

public class RoomTests
{
    /// <summary>Only the front door (Reading) and the descriptors (Diagnostics) see the compiler; the rest can be read, tested and used without it.</summary>
    [Theory]
    [InlineData("Graph")]
    [InlineData("Layers")]
    [InlineData("Expressions")]
    [InlineData("Collections")]
    [InlineData("Declarations")]
    public void Knows_nothing_of_Roslyn(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(SharedMaterial.RepositoryRoot(), "src", "Fmt.Graph", folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, f => Assert.DoesNotContain("Microsoft.CodeAnalysis", File.ReadAllText(f)));
    }

    /// <summary>A layer kind and its attribute have the same arguments, beside those that all layers have.</summary>
    [Fact]
    public void Attributes_and_kinds_agree()
    {
        var common = typeof(LayerAttribute).GetProperties().Select(p => p.Name).Append("Shares").ToHashSet();
        var attributes = typeof(LayerAttribute).Assembly.GetTypes().Where(t => t.BaseType == typeof(LayerAttribute) && !t.IsGenericType).ToDictionary(t => t.Name[..^"Attribute".Length]);
        Assert.Equal(attributes.Keys.Order(), LayerCatalog.All.Select(k => k.Name).Order());
        Assert.All(LayerCatalog.All, kind => Assert.Equal(
            kind.Parameters.Select(p => p.Name).Order(),
            attributes[kind.Name].GetProperties().Select(p => p.Name).Where(n => !common.Contains(n)).Order()));
    }

    [Fact]
    public void Every_kind_has_a_file_of_its_own_named_as_its_class()
    {
        var folder = Source("Fmt.Graph", "Layers");
        Assert.All(LayerCatalog.All, k => Assert.Matches($@"\bclass {k.GetType().Name}\b", File.ReadAllText(Path.Combine(folder, k.GetType().Name + ".cs"))));
        Assert.All(Directory.GetFiles(folder, "*.cs"), f => Assert.True(Regex.Count(File.ReadAllText(f), @"(?m)^internal [\w ]*\b(class|record|struct)\b") <= 1, f));
    }

    /// <summary>What a kind is stands in its file; the other rooms ask for facts, so that a new kind changes none of them.</summary>
    [Fact]
    public void Nobody_asks_for_a_kind_by_its_class()
    {
        var layers = Source("Fmt.Graph", "Layers") + Path.DirectorySeparatorChar;
        var files = new[] { "Fmt.Graph", "Fmt.Generators", "Fmt.Analyzers", "Fmt.CodeFixes", "Fmt.Tool" }
            .SelectMany(room => Directory.GetFiles(Source(room), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.StartsWith(layers, System.StringComparison.Ordinal) && !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}"));
        var names = new Regex($@"\b({string.Join('|', LayerCatalog.All.Select(k => k.GetType().Name))})\b");
        Assert.All(files, f => Assert.DoesNotMatch(names, File.ReadAllText(f)));
    }

    private static string Source(params string[] room) => Path.Combine([SharedMaterial.RepositoryRoot(), "src", .. room]);

    [Fact]
    public void Every_kind_is_in_the_language_page()
    {
        var page = File.ReadAllText(Path.Combine(SharedMaterial.RepositoryRoot(), "docs", "language.md"));
        Assert.All(LayerCatalog.All, k => Assert.Contains($"`{k.Name}`", page));
    }
}
