using System.Collections.Generic;
using System.IO;
using System.Linq;
using Fmt.Tests;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Fmt.Graph.Tests;

/// <summary>What .editorconfig has no rule for: types per file, sizes, names of tests.</summary>
public sealed class DialectTests
{
    private const int MostLines = 300;

    private static IEnumerable<(string Path, CompilationUnitSyntax Root)> Sources(params string[] folders) =>
        folders.SelectMany(f => Directory.GetFiles(Path.Combine(SharedMaterial.RepositoryRoot(), f), "*.cs", SearchOption.AllDirectories))
            .Where(f => !f.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}") && !f.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}"))
            .Select(f => (f, CSharpSyntaxTree.ParseText(File.ReadAllText(f)).GetCompilationUnitRoot()));

    /// <summary>A generic type and the static class of its factories are one; a network of the zoo stands with its blocks.</summary>
    [Fact]
    public void A_file_holds_one_type()
    {
        var zoo = Path.Combine("src", "Fmt.Zoo");
        var several = Sources("src", "tests").Where(s => !s.Path.Contains(zoo) && s.Root.Members.OfType<FileScopedNamespaceDeclarationSyntax>()
            .SelectMany(n => n.Members.OfType<BaseTypeDeclarationSyntax>()).Select(t => t.Identifier.Text).Distinct().Count() > 1);
        Assert.Empty(several.Select(s => s.Path));
    }

    [Fact]
    public void No_file_of_the_product_is_longer_than_a_person_reads_in_a_sitting() =>
        Assert.Empty(Sources("src").Where(s => s.Root.GetText().Lines.Count > MostLines).Select(s => s.Path));

    [Fact]
    public void Names_of_tests_are_sentences()
    {
        var tests = Sources("tests").SelectMany(s => s.Root.DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(m => m.AttributeLists.SelectMany(a => a.Attributes).Any(a => a.Name.ToString() is "Fact" or "Theory")).Select(m => m.Identifier.Text).ToArray();
        Assert.True(tests.Length > 500);
        Assert.DoesNotContain(tests, n => !n.Contains('_') && n.Skip(1).Any(char.IsUpper));
    }
}
