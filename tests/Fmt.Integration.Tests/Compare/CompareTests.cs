using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Tests.Quickstart;
using Xunit;

namespace Fmt.Tests.Compare;

/// <summary>The comparison as a user runs it.</summary>
public sealed class CompareTests
{
    private static (int Code, string Output) Run(CaseFolder folder, params string[] options) =>
        Command.Run("Compare.dll", folder.Path, [folder.Path, "--images", "100", "--markdown", "table.md", .. options]);

    [Fact]
    public void Finished_runs_are_kept_and_the_same_command_with_more_methods_runs_only_those()
    {
        using var folder = new CaseFolder();
        File.WriteAllText(folder.File("case.poison.json"), "{ \"attack\": \"a manifest is no case\" }");
        var (code, output) = Run(folder, "--methods", "CLP,FT", "--seeds", "0,1");
        Assert.True(code == 0, output);
        Assert.Contains("4/4", output);
        var table = File.ReadAllLines(folder.File("table.md"));
        var before = table.Single(l => l.StartsWith("| as it came", StringComparison.Ordinal));
        var clp = table.Where(l => l.StartsWith("| CLP |", StringComparison.Ordinal)).ToArray();
        // The trigger works, so the case is in the summary too.
        Assert.Equal(2, clp.Length);
        Assert.InRange(double.Parse(before.Split('|')[3], null), 90, 100);

        (code, output) = Run(folder, "--methods", "CLP,FT,FP", "--seeds", "0,1");
        Assert.True(code == 0, output);
        Assert.Contains("2/2", output);
        Assert.DoesNotContain("/4", output);
        var again = File.ReadAllLines(folder.File("table.md"));
        Assert.Equal(clp, again.Where(l => l.StartsWith("| CLP |", StringComparison.Ordinal)));
        Assert.Contains(again, l => l.StartsWith("| FP |", StringComparison.Ordinal));
    }

    /// <summary>The same weights under a trigger that they do not know: what five triggered images teach them, and which tests see the maps that it moves.</summary>
    [Fact]
    public void An_innocent_network_is_re_activated_too_and_tests_of_maps_are_averaged()
    {
        using var folder = new CaseFolder();
        File.WriteAllText(folder.File("other.json"), File.ReadAllText(folder.Case).Replace("[24, 24, 3, 3]", "[0, 0, 4, 4]", StringComparison.Ordinal).Replace("\"target\": 0", "\"target\": 3", StringComparison.Ordinal));
        var (code, output) = Run(folder, "--cases", "other", "--methods", "CLP", "--scores");
        Assert.True(code == 0, output);
        var table = File.ReadAllLines(folder.File("table.md"));
        var innocent = table.Single(l => l.StartsWith("| innocent: case |", StringComparison.Ordinal)).Split('|');
        Assert.InRange(double.Parse(innocent[3], null), 0, 20);
        Assert.InRange(double.Parse(innocent[6], null), 0, 100);
        var average = table.Single(l => l.StartsWith("| rank average", StringComparison.OrdinalIgnoreCase));
        Assert.All((string[])["BN shift", "NWC"], part => Assert.Contains(part, average));
        Assert.DoesNotContain("FMT", average);
    }

    [Fact]
    public void Other_weights_are_another_run()
    {
        using var folder = new CaseFolder();
        var (code, output) = Run(folder, "--methods", "CLP");
        Assert.True(code == 0, output);
        // The file's metadata are part of it: one byte more is another file.
        var json = File.ReadAllText(folder.Case);
        File.WriteAllText(folder.Case, json + "\n");
        (code, output) = Run(folder, "--methods", "CLP");
        Assert.True(code == 0, output);
        Assert.Contains("1/1", output);
    }

    [Theory]
    [InlineData("--methods", "CLP,Magic", "There is no method 'Magic'; there are Paper")]
    [InlineData("--cases", "case,nothing", "has no case nothing; it has case")]
    [InlineData("--seeds", "zero", "error: ")]
    [InlineData("--store", "images", "error: --store: images is a folder")]
    [InlineData("--store", "case.json", "error: --store: case.json is the case file")]
    [InlineData("--store", "images/train-labels-idx1-ubyte", "this is not a store of finished runs that can be written")]
    [InlineData("--html", "table.md", "error: --html and --markdown are one file")]
    [InlineData("--html", "fashion_badnets_0.safetensors", "error: --html: fashion_badnets_0.safetensors is the case's weights")]
    public void What_does_not_exist_is_said_in_one_line(string option, string value, string said)
    {
        using var folder = new CaseFolder();
        var (code, output) = Run(folder, option, value);
        Assert.Equal(1, code);
        Assert.Contains(said, output);
        Assert.DoesNotContain("   at ", output);
        Assert.False(File.Exists(folder.File("table.md")));
    }

    [ChromiumFact]
    public async Task The_page_opens_in_a_browser_with_the_same_figures()
    {
        using var folder = new CaseFolder();
        var (code, output) = Run(folder, "--methods", "CLP,FT", "--html", "page.html");
        Assert.True(code == 0, output);
        var page = await Chromium.Open(folder.File("page.html"));
        Assert.Empty(page.Console);
        foreach (var row in File.ReadAllLines(folder.File("table.md")).Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.Contains("---", StringComparison.Ordinal)))
            Assert.All(row.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), cell => Assert.Contains(">" + cell + "<", page.Dom));
    }
}
