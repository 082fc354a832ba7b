using System.IO;
using System.Linq;
using Xunit;

namespace Fmt.Tests.Quickstart;

/// <summary>The example that README names: what it refuses. That it runs, and what it writes, is the last step of .ci/run.</summary>
public sealed class QuickstartTests
{
    [Theory]
    [InlineData("'--case' is not --weights FILE, --json FILE or --report FILE", "--case", "case.json")]
    [InlineData("'stray' is not --weights FILE", "stray")]
    [InlineData("'--json' is not --weights FILE", "--report", "report.html", "--json")]
    [InlineData("--report: ", "--report", "missing-folder/report.html")]
    [InlineData("--weights and --report are one file", "--report", "repaired.safetensors")]
    public void What_it_does_not_know_or_cannot_write_is_an_error_before_the_work(string said, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        var (code, output) = Command.Run("Quickstart.dll", folder.Path, arguments);
        Assert.Equal(1, code);
        Assert.StartsWith("error: ", output);
        Assert.Contains(said, output);
        Assert.DoesNotContain("   at ", output);
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void It_can_be_read_in_a_minute() =>
        Assert.InRange(File.ReadLines(Path.Combine(SharedMaterial.RepositoryRoot(), "examples", "Quickstart", "Program.cs")).Count(), 1, 60);
}
