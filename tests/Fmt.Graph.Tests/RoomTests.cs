using System.IO;
using System.Linq;
using Fmt.Tests;
using Xunit;

namespace Fmt.Graph.Tests;

public class RoomTests
{
    /// <summary>Only the front door sees the compiler; the rest can be read, tested and reused without it.</summary>
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
    public void Every_kind_is_in_the_language_page()
    {
        var page = File.ReadAllText(Path.Combine(SharedMaterial.RepositoryRoot(), "docs", "language.md"));
        Assert.All(LayerCatalog.All, k => Assert.Contains($"`{k.Name}`", page));
    }
}
