using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Tests;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Every command that writes, where it cannot: told before the work, by name, and the weights are what they were.</summary>
public sealed class OutputPlaceTests(TrainedOnce trained) : IClassFixture<TrainedOnce>
{
    /// <summary>Command, and what is to be written where it cannot.</summary>
    public static TheoryData<string, string> Outputs => new()
    {
        { "declare", "--out" }, { "keys", "--out" }, { "train", "--state" }, { "trojan", "--out" }, { "defend", "--weights" }, { "defend", "--json" }, { "defend", "--report" },
        { "compare", "--store" }, { "compare", "--html" }, { "compare", "--markdown" }, { "signs", "--store" }, { "signs", "--markdown" }, { "population", "--out" },
    };

    [Theory]
    [MemberData(nameof(Outputs))]
    public async Task A_folder_in_the_way(string command, string option)
    {
        using var folder = new TemporaryFolder();
        var place = folder.File("in-the-way");
        // A population's folder may be one; the table in it may not.
        Directory.CreateDirectory(command == "population" ? Path.Combine(place, "population.md") : place);
        await Refused(command, option, place, "is a folder, not a regular file");
    }

    [MountTheory]
    [MemberData(nameof(Outputs))]
    public async Task A_folder_that_may_only_be_read(string command, string option)
    {
        using var disk = new SmallDisk("ro");
        await Refused(command, option, disk.File("out"), "Read-only file system");
    }

    [MountTheory]
    [InlineData("train", "--state")]
    [InlineData("defend", "--weights")]
    [InlineData("defend", "--json")]
    [InlineData("compare", "--store")]
    [InlineData("keys", "--out")]
    [InlineData("declare", "--out")]
    public async Task A_small_disk_that_is_full(string command, string option)
    {
        using var disk = new SmallDisk("size=200k");
        disk.Fill();
        var before = Directory.GetFiles(disk.Path);
        await Refused(command, option, disk.File("out"), "");
        Assert.Equal(before.Order(), Directory.GetFiles(disk.Path).Where(f => new FileInfo(f).Length > 0).Order());
    }

    private async Task Refused(string command, string option, string place, string says)
    {
        var weights = File.ReadAllBytes(trained.Weights);
        using var folder = new TemporaryFolder();
        string[] networks = ["--networks", trained.Assembly], arguments = command switch
        {
            "declare" or "keys" => [command, trained.Weights],
            "train" => ["train", trained.Case, "--poison", "0", "--epochs", "100000", .. networks],
            "trojan" => ["train", "trojan", trained.Case, .. networks],
            "defend" => ["defend", "--case", trained.Case, .. Elsewhere(folder, option, "--weights", "--report"), .. networks],
            "compare" => ["compare", trained.Folder, "--methods", "FT", "--no-reactivation", .. Elsewhere(folder, option, "--store", "--html"), .. networks],
            "signs" => ["signs", trained.Folder, .. Elsewhere(folder, option, "--store"), .. networks],
            _ => ["population", trained.Recipe, .. networks],
        };
        var clock = Stopwatch.StartNew();
        var run = await ToolProcess.RunAsync([.. arguments, option, place]);
        Assert.True(run.Code == 1, run.Output + run.Error);
        Assert.Contains("error: ", run.Error);
        Assert.Contains(place, run.Error);
        Assert.Contains(says, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
        // Minutes are what it must not take.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(60));
        Assert.Equal(weights, File.ReadAllBytes(trained.Weights));
    }

    private static string[] Elsewhere(TemporaryFolder folder, string option, params string[] options) =>
        [.. options.Where(o => o != option).SelectMany(o => new[] { o, folder.File(o[2..]) })];
}
