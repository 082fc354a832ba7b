using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Fmt.Native;
using Xunit;

namespace Fmt.Tests.Native;

/// <summary>The version of libtorch is stated for the build, for the run, and on pages that people copy from.</summary>
public class LibtorchVersionTests
{
    [Fact]
    public void Build_and_run_advise_the_same()
    {
        var targets = Read("build/FmtDsl.Libtorch.targets");
        Assert.Equal(Libtorch.PackageVersion, Regex.Match(targets, "<FmtLibtorchVersion>(.*)</FmtLibtorchVersion>").Groups[1].Value);
        Assert.Equal(Libtorch.Wanted, Libtorch.PackageVersion[..Libtorch.PackageVersion.LastIndexOf('.')] + ".x");
        Assert.All(Regex.Matches(Read("Directory.Packages.props"), """Include="libtorch-.*Version="(.*)" """), m => Assert.Equal("$(FmtLibtorchVersion)", m.Groups[1].Value));
    }

    [Fact]
    public void Pages_advise_the_same()
    {
        string[] pages = ["README.md", "docs/getting-started.md", "docs/diagnostics/FMT5001.md"];
        string[] said = [.. pages.SelectMany(p => Regex.Matches(Read(p), """libtorch-cpu-[a-z0-9-]+(?: --version |" Version=")([0-9.]+)""")).Select(m => m.Groups[1].Value)];
        Assert.True(said.Length > 4);
        Assert.All(said, version => Assert.Equal(Libtorch.PackageVersion, version));
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(SharedMaterial.RepositoryRoot(), path));
}
