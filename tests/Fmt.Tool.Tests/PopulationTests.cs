using System;
using System.IO;
using System.Text.Json;
using System.Threading.Tasks;
using Fmt.Files;
using Fmt.Tests;
using Fmt.Tool.Population;
using Xunit;

namespace Fmt.Tool.Tests;

public sealed class PopulationTests
{
    private const string Recipe = """
        { "data": { "made-up": { "format": "idx", "train": "images", "test": "images", "classes": 2, "mean": [0.5], "std": [0.5], "clean": { "ratio": 0.5, "seed": 0 } } },
          "networks": [
            { "name": "plain", "network": "Own", "data": "made-up", "train": "--poison 0 --epochs 1 --batch 8" },
            { "name": "stamped", "network": "Own", "data": "made-up", "trigger": { "kind": "badnets" }, "target": 1, "train": "--poison 0.2 --epochs 1 --batch 8" },
            { "name": "tuned", "network": "Own", "data": "made-up", "from": "plain", "train": "--poison 0 --epochs 1 --batch 8 --rate 0.01" },
            { "name": "again", "network": "Own", "data": "made-up", "from": "stamped", "edit": "reestimate", "trigger": { "kind": "badnets" }, "target": 1 } ] }
        """;

    [Fact]
    public async Task What_is_there_is_kept_and_a_changed_entry_is_made_anew()
    {
        using var folder = new TemporaryFolder();
        var assembly = await Compiled.ToFileAsync(OwnNetworks.Declaration(), folder.File("Nets.dll"));
        OwnNetworks.WriteCase(folder);
        File.WriteAllText(folder.File("recipe.json"), Recipe);
        string[] command = ["population", folder.File("recipe.json"), "--out", folder.File("out"), "--jobs", "2", "--networks", assembly];
        Assert.Matches("plain: made in[^$]*tuned: made in", await Run(0, command));
        var table = File.ReadAllText(folder.File("out/population.md"));
        Assert.Matches(@"\| stamped \| (choose|look once) \| Own \| made-up \| --poison 0.2 --epochs 1 --batch 8 \| badnets, all to class 1 \| [0-9.]+ \| [0-9.]+ \| [0-9.]+ \|", table);
        Assert.Matches(@"\| again \| (choose|look once) \| Own \| made-up \| reestimate, from stamped \|", table);
        using (var row = JsonDocument.Parse(File.ReadAllText(folder.File("out/rows/plain.json")))) Assert.Equal("none", row.RootElement.GetProperty("Attack").GetString());

        var before = Written(folder, "plain", "stamped", "tuned", "again");
        var second = await Run(0, command);
        Assert.DoesNotContain("made in", second);
        Assert.Equal(before, Written(folder, "plain", "stamped", "tuned", "again"));

        // Other options make it anew, and with it what is made of it; weights without a row are measured.
        File.WriteAllText(folder.File("recipe.json"), Recipe.Replace("--poison 0.2", "--poison 0.3"));
        File.Delete(folder.File("out/rows/tuned.json"));
        var third = await Run(0, command);
        Assert.Contains("stamped: made in", third);
        Assert.Contains("again: made in", third);
        Assert.Contains("plain: as it was", third);
        Assert.Contains("tuned: measured", third);
        Assert.Equal((before[0], before[2]), (Written(folder, "plain")[0], Written(folder, "tuned")[0]));
        Assert.NotEqual(before[1], Written(folder, "stamped")[0]);
        Assert.Contains("0.3", File.ReadAllText(folder.File("out/population.md")));
    }

    [Fact]
    public async Task One_that_fails_says_why_and_the_others_go_on()
    {
        using var folder = new TemporaryFolder();
        var assembly = await Compiled.ToFileAsync(OwnNetworks.Declaration(), folder.File("Nets.dll"));
        OwnNetworks.WriteCase(folder);
        File.WriteAllText(folder.File("recipe.json"), Recipe.Replace("\"train\": \"--poison 0.2", "\"train\": \"--labels clean --poison 1"));
        string[] command = ["population", folder.File("recipe.json"), "--out", folder.File("out"), "--networks", assembly];
        var said = await Run(1, [.. command, "--only", "plain,again"]);
        Assert.Contains("error: stamped: fmtdsl train failed, all it said is in " + folder.File("out/logs/stamped.log"), said);
        Assert.Contains("with clean labels", said);
        Assert.Contains("error: again: what it is made of failed", said);
        Assert.Contains("2 of 3 networks failed: stamped, again", said);
        Assert.Contains("plain: made in", said);
        Assert.DoesNotContain("tuned", said);
        Assert.Contains("no network nobody", await Run(1, [.. command, "--only", "nobody"]));
    }

    [Theory]
    [InlineData("\"train\": \"--poison 0 --epochs 1 --batch 8\"", "\"trian\": \"\"", "trian")]
    [InlineData("\"classes\": 2, ", "", "classes")]
    [InlineData("\"classes\": 2, ", "\"classes\": 2, \"classes\": 2, ", "classes")]
    [InlineData("\"name\": \"plain\"", "\"name\": \"../plain\"", "since it names files")]
    [InlineData("\"name\": \"plain\"", "\"name\": \"stamped\"", "two networks \"stamped\"")]
    [InlineData("\"from\": \"plain\"", "\"from\": \"again\"", "\"again\", which must stand before it")]
    [InlineData("\"data\": \"made-up\", \"from\"", "\"data\": \"other\", \"from\"", "there is no data \"other\"")]
    [InlineData("\"reestimate\"", "\"forget\"", "one of same, reestimate, fold, subnet")]
    [InlineData("\"edit\": \"reestimate\", ", "", "give \"train\", or \"from\" and \"edit\"")]
    [InlineData("\"edit\": \"reestimate\", ", "\"edit\": \"same\", \"look\": { \"gain\": 0.5, \"offset\": 0 }, ", "\"look\" is for data of the format cifar10-binary")]
    [InlineData("{ \"data\"", "[ \"data\"", "not a recipe")]
    public void A_recipe_that_is_wrong_is_refused(string from, string to, string message)
    {
        using var folder = new TemporaryFolder();
        Assert.Contains(from, Recipe);
        File.WriteAllText(folder.File("recipe.json"), Recipe.Replace(from, to));
        var e = Assert.Throws<DataException>(() => Member.Of(folder.File("recipe.json"), folder.Path));
        Assert.Contains(message, e.Message);
    }

    [Fact]
    public void The_published_recipe_is_sound_and_its_halves_follow_from_the_names()
    {
        var recipe = Path.Combine(SharedMaterial.RepositoryRoot(), "examples", "Population", "population.json");
        var members = Member.Of(recipe, Path.GetTempPath());
        Assert.InRange(members.Length, 30, 40);
        Assert.All(members, m => Assert.Contains(m.Half, new[] { "choose", "look once" }));
        Assert.Equal(Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("fashion_plain"u8))[1] is '0' or '2' or '4' or '6' or '8' or 'A' or 'C' or 'E' ? "choose" : "look once",
            Assert.Single(members, m => m.Entry.Name == "fashion_plain").Half);
    }

    private static DateTime[] Written(TemporaryFolder folder, params string[] names) => Array.ConvertAll(names, n => File.GetLastWriteTimeUtc(folder.File($"out/{n}.safetensors")));

    private static async Task<string> Run(int code, string[] command)
    {
        var run = await ToolProcess.RunAsync(command);
        Assert.True(run.Code == code, run.Output + run.Error);
        return run.Output + run.Error;
    }
}
