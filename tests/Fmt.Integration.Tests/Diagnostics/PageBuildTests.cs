using System;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Xunit;

namespace Fmt.Tests.Diagnostics;

/// <summary>What the pages of docs/diagnostics show is what a real build prints. FMT_ACCEPT=1 writes it into them.</summary>
public sealed class PageBuildTests
{
    // The compiler has errors of its own about such declarations, which stop it before it runs any analyzer; these ids come from the generator.
    private static readonly string[] WithDeclarationErrors = ["FMT1001", "FMT1009"];

    // A fault of the generator has no example.
    private static DiagnosticPage[] Pages { get; } = [.. DiagnosticPage.Ids.Where(id => id != "FMT9001").Select(DiagnosticPage.Read)];

    [Fact]
    public void Analyzers_say_what_the_pages_show() => Compare([.. Pages.Where(p => !WithDeclarationErrors.Contains(p.Id))]);

    [Fact]
    public void The_generator_says_what_the_pages_show() => Compare([.. Pages.Where(p => WithDeclarationErrors.Contains(p.Id))]);

    private static void Compare(DiagnosticPage[] pages)
    {
        var built = ExampleProject.Build(pages);
        foreach (var page in pages)
        {
            // Errors of the compiler itself stand beside some of them.
            var lines = built[page.Id].Where(l => !l.Contains(": error CS", StringComparison.Ordinal)).ToArray();
            if (page.IsInformation)
            {
                Assert.Empty(lines);
                continue;
            }

            var line = Regex.Replace(Assert.Single(lines), @" \(https?://\S+\)$", "");
            if (Environment.GetEnvironmentVariable("FMT_ACCEPT") == "1")
                File.WriteAllText(DiagnosticPage.File(page.Id), page.WithOutput(line).Text);
            else
                Assert.Equal(page.Output, line);
        }
    }
}
