using System.IO;
using System.Threading.Tasks;
using Fmt.Tests;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>The commands on case files as processes: a user's networks, and a machine without libtorch. Their work itself is in Fmt.Integration.Tests.</summary>
public sealed class CaseCommandTests
{
    [Fact]
    public async Task A_network_of_ones_own_is_trained_and_defended()
    {
        using var folder = new TemporaryFolder();
        var assembly = await Compiled.ToFileAsync(OwnNetworks.Declaration(), folder.File("Nets.dll"));
        var file = OwnNetworks.WriteCase(folder);
        var trained = await ToolProcess.RunAsync(["train", file, "--networks", assembly, "--poison", "0", "--epochs", "10", "--batch", "8"]);
        Assert.True(trained.Code == 0, trained.Output + trained.Error);
        Assert.True(File.Exists(folder.File("own.safetensors")));
        string[] defend = ["defend", "--case", file, "--report", folder.File("report.html"), "--weights", folder.File("out.safetensors"), "--json", folder.File("out.json")];
        var defended = await ToolProcess.RunAsync([.. defend, "--networks", assembly]);
        Assert.True(defended.Code == 0, defended.Output + defended.Error);
        Assert.Contains("<html", File.ReadAllText(folder.File("report.html")));
        Assert.True(File.Exists(folder.File("out.json")));

        var unknown = await ToolProcess.RunAsync(defend);
        Assert.Equal(1, unknown.Code);
        Assert.StartsWith("error: No network 'Own' is declared here", unknown.Error);
        Assert.Contains("--networks", unknown.Error);
    }

    [Theory]
    [InlineData("defend", "--case", "case.json")]
    [InlineData("compare", "cases")]
    [InlineData("train", "case.json")]
    [InlineData("train", "trojan", "case.json")]
    public async Task Without_libtorch_it_is_said_what_to_install(params string[] arguments)
    {
        var run = await ToolProcess.RunAsync(arguments, libtorch: "no-such-folder");
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.Contains("error: libtorch 2.10.x, as FMT_LIBTORCH=no-such-folder demands, is not there", run.Error);
        Assert.Contains("dotnet package download libtorch-cpu-", run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }
}
