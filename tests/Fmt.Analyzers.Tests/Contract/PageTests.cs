using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Fmt.Graph;
using Fmt.Tests;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Fmt.Analyzers.Tests;

/// <summary>Descriptors, pages, index, release tracking and problem kinds say the same; the examples on the pages do what the pages say.</summary>
public class PageTests
{
    // The compiler has errors of its own about classes that nobody can extend, and where a member is missing.
    private static readonly string[] WithCompilerErrors = ["FMT1001", "FMT1009", "FMT4003"];

    public static IEnumerable<object[]> Ids => DiagnosticDescriptors.All.Select(d => new object[] { d.Id });

    // A fault of the generator has no example.
    public static IEnumerable<object[]> IdsWithExample => Ids.Where(i => (string)i[0] != "FMT9001");

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_descriptor_has_a_page_an_index_row_a_release_row_and_a_kind(string id)
    {
        var descriptor = DiagnosticDescriptors.All.Single(d => d.Id == id);
        var page = DiagnosticPage.Read(id);
        var severity = descriptor.DefaultSeverity == DiagnosticSeverity.Info ? "information" : descriptor.DefaultSeverity.ToString().ToLowerInvariant();
        Assert.StartsWith($"# {id}: {descriptor.Title.ToString(CultureInfo.InvariantCulture)}\n", page.Text);
        Assert.Contains($"Severity: {severity}.", page.Text);
        Assert.All(["## Warns when", "## Not reported when", "## How to mend it", "## Suppressing it"], heading => Assert.Contains(heading, page.Text));
        Assert.Contains($"| [{id}]({id}.md) | {severity} | {descriptor.Title.ToString(CultureInfo.InvariantCulture)} |", File.ReadAllText(Path.Combine(DiagnosticPage.Folder, "README.md")));
        Assert.Contains($"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | {descriptor.Title.ToString(CultureInfo.InvariantCulture)}", Releases);
        Assert.Equal(descriptor, DiagnosticDescriptors.Of((ProblemKind)int.Parse(id[3..], CultureInfo.InvariantCulture)));
        Assert.Equal(descriptor.DefaultSeverity == DiagnosticSeverity.Error, Severities.IsError((ProblemKind)int.Parse(id[3..], CultureInfo.InvariantCulture)));
        Assert.Equal(HelpPages.AddressOf(id) ?? "", descriptor.HelpLinkUri);
        Assert.Equal($"https://host/owner/repo/blob/main/docs/diagnostics/{id}.md", HelpPages.AddressOf("https://host/owner/repo/", id));
    }

    [Fact]
    public void There_is_nothing_more_than_the_descriptors()
    {
        var ids = DiagnosticDescriptors.All.Select(d => d.Id).Order().ToArray();
        Assert.Equal(ids, System.Enum.GetValues<ProblemKind>().Select(k => $"FMT{(int)k}").Order());
        Assert.Equal(ids, DiagnosticPage.Ids);
        Assert.Equal(ids, Regex.Matches(Releases, "^FMT[0-9]+", RegexOptions.Multiline).Select(m => m.Value).Order());
    }

    private static string Releases => File.ReadAllText(Path.Combine(SharedMaterial.RepositoryRoot(), "src", "Fmt.Graph", "AnalyzerReleases.Unshipped.md"));

    [Theory]
    [MemberData(nameof(IdsWithExample))]
    public async Task The_wrong_example_gives_this_message_and_no_other(string id)
    {
        var page = DiagnosticPage.Read(id);
        var found = (await Workbench.DiagnoseAsync(page.Wrong)).Where(d => d.Severity >= DiagnosticSeverity.Warning || d.Id == id).ToList();
        if (WithCompilerErrors.Contains(id)) found.RemoveAll(d => d.Id.StartsWith("CS", System.StringComparison.Ordinal));
        Assert.True(found.Count == 1 && found[0].Id == id, string.Join("\n", found));
        Assert.Equal(page.Message, found[0].GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [MemberData(nameof(IdsWithExample))]
    public async Task The_right_example_gives_none(string id)
    {
        var found = (await Workbench.DiagnoseAsync(DiagnosticPage.Read(id).Right)).Where(d => d.Severity >= DiagnosticSeverity.Warning || d.Id == id);
        Assert.True(!found.Any(), string.Join("\n", found));
    }
}
