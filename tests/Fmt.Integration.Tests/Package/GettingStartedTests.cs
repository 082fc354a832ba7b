using System.IO;
using System.Text.RegularExpressions;
using Xunit;

namespace Fmt.Tests.Package;

/// <summary>The program of docs/getting-started.md, as it stands there, on the files that it names.</summary>
[Collection(nameof(Consumer))]
public sealed class GettingStartedTests(Consumer consumer)
{
    [Fact]
    public void The_program_on_the_page_builds_and_defends()
    {
        var page = File.ReadAllText(Path.Combine(SharedMaterial.RepositoryRoot(), "docs", "getting-started.md"));
        var project = consumer.Project("Started", Consumer.Libtorch + consumer.Reference("FmtDsl.Reports"));
        project.Write("Program.cs", Assert.Single(Regex.Matches(page, "```csharp\n(.*?)```", RegexOptions.Singleline)).Groups[1].Value);
        // A tenth of the page's images: enough to see that it runs.
        var data = Path.Combine(SharedMaterial.RepositoryRoot(), "examples", "Quickstart", "data");
        var (code, output) = project.Dotnet("run", "-c", "Release", "--", data, "100");
        Assert.True(code == 0, output);
        Assert.Matches(@"No trigger is known, .* There was a sign of a backdoor before\.", output);
        Assert.Contains("<html", File.ReadAllText(project.File("report.html")));
        Assert.True(File.Exists(project.File("repaired.safetensors")));
    }
}
