using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Defences;
using Fmt.Tool.Compare;
using SkiaSharp;
using Xunit;

namespace Fmt.Tests.Compare;

/// <summary>The comparison as a user runs it.</summary>
public sealed class CompareTests
{
    private static (int Code, string Output) Run(CaseFolder folder, params string[] options) =>
        Command.Run("Fmt.Tool.dll", folder.Path, ["compare", folder.Path, "--images", "100", "--markdown", "table.md", .. options]);

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

    /// <summary>A row stands in for a run only where nothing has changed that the run depends on.</summary>
    [Fact]
    public void Other_images_are_another_run_and_the_same_ones_are_not()
    {
        using var folder = new CaseFolder();
        var (blackTrain, blackTest) = (new byte[300 * 784], new byte[100 * 784]);
        string Once() => Rows(folder, "--methods", "CLP", "--no-reactivation");
        // The method's and that of innocent networks, of which there are none.
        Assert.Equal("2 rows: 0 from the store, 2 run.", Once());
        Assert.Equal("2 rows: 2 from the store, 0 run.", Once());
        var before = File.ReadAllText(folder.File("table.md"));
        folder.WriteIdx("images/train-images-idx3-ubyte", blackTrain, 300, 28, 28);
        Assert.Equal("2 rows: 1 from the store, 1 run. Of the rows that were run the store has 1 with other files, settings or of another program; they were not used.", Once());
        folder.WriteIdx("images/t10k-images-idx3-ubyte", blackTest, 100, 28, 28);
        Assert.StartsWith("2 rows: 0 from the store, 2 run.", Once());
        Assert.NotEqual(before, File.ReadAllText(folder.File("table.md")));
        folder.WriteIdx("images/t10k-labels-idx1-ubyte", [.. folder.Labels("t10k").Reverse()], 100);
        Assert.StartsWith("2 rows: 0 from the store, 2 run.", Once());
    }

    [Fact]
    public void Another_test_draw_seed_or_flag_is_another_run()
    {
        using var folder = new CaseFolder();
        Assert.Equal("2 rows: 0 from the store, 2 run.", Rows(folder, "--methods", "CLP", "--no-reactivation"));
        // What innocent networks score is the same, without and with; what they do after the test is new.
        Assert.StartsWith("3 rows: 1 from the store, 2 run.", Rows(folder, "--methods", "CLP"));
        Assert.Equal("2 rows: 2 from the store, 0 run.", Rows(folder, "--methods", "CLP", "--no-reactivation"));
        Assert.StartsWith("2 rows: 1 from the store, 1 run.", Rows(folder, "--methods", "CLP", "--no-reactivation", "--seeds", "7"));
        Assert.StartsWith("2 rows: 0 from the store, 2 run.", Rows(folder, "--methods", "CLP", "--no-reactivation", "--images", "50"));
    }

    [Fact]
    public void Other_weights_another_trigger_file_and_other_innocent_networks_are_another_run()
    {
        using var folder = new CaseFolder();
        string Once() => Rows(folder, "--methods", "CLP", "--no-reactivation", "--cases", "case");
        File.Copy(folder.File("fashion_badnets_0.safetensors"), folder.File("other.safetensors"));
        var json = File.ReadAllText(folder.Case);
        File.WriteAllText(folder.File("other.json"), json.Replace("fashion_badnets_0.s", "other.s").Replace("[24, 24, 3, 3]", "[0, 0, 4, 4]").Replace("\"target\": 0", "\"target\": 3"));
        File.WriteAllText(folder.Case, json.Replace("\"rect\": [24, 24, 3, 3], \"color\": [255, 255, 255]", "\"pattern\": \"pattern.png\"").Replace("\"replace\"", "\"add\""));
        WritePicture(folder.File("pattern.png"), row: 24);
        Assert.Equal("2 rows: 0 from the store, 2 run.", Once());
        WritePicture(folder.File("pattern.png"), row: 3);
        Assert.StartsWith("2 rows: 0 from the store, 2 run.", Once());
        Touch(folder.File("other.safetensors"));
        Assert.StartsWith("2 rows: 1 from the store, 1 run.", Once());
        Touch(folder.File("fashion_badnets_0.safetensors"));
        Assert.StartsWith("2 rows: 1 from the store, 1 run.", Once());
        Assert.Equal("2 rows: 2 from the store, 0 run.", Once());
    }

    /// <summary>Rows that an older program wrote have other fingerprints, or none of these.</summary>
    [Fact]
    public void An_older_store_gives_no_rows_and_keeps_its_own()
    {
        using var folder = new CaseFolder();
        using (var old = new RunStore(folder.File("compare.sqlite")))
            old.Finish(new WorkItem("case", "CLP", 0, "0123456789abcdef"), new InnocentResult([]));
        Assert.StartsWith("2 rows: 0 from the store, 2 run. Of the rows that were run the store has 1 ", Rows(folder, "--methods", "CLP", "--no-reactivation"));
        using var store = new RunStore(folder.File("compare.sqlite"));
        Assert.True(store.Has(new WorkItem("case", "CLP", 0, "0123456789abcdef")));
    }

    [Fact]
    public void Every_methods_settings_are_told_apart_down_to_the_last()
    {
        Assert.Equal(Methods.Names.Count(), Methods.Names.Select(n => Settings.Text(Methods.Make(n))).Distinct().Count());
        Assert.All(Methods.Names, n => Assert.Equal(Settings.Text(Methods.Make(n)), Settings.Text(Methods.Make(n))));
        var sequence = Settings.Text(new DefenceSequence("Mask, unlearn, tune", new FineTune(), new IBau { Rounds = 3 }));
        Assert.Contains("Rounds = 3", sequence);
        Assert.NotEqual(sequence, Settings.Text(new DefenceSequence("Mask, unlearn, tune", new FineTune { Momentum = 0.8 }, new IBau { Rounds = 3 })));
        Assert.NotEqual(Settings.Text(new PerturbationUnlearning()), Settings.Text(new PerturbationUnlearning { Pixels = [16, 26] }));
        Assert.NotEqual(Settings.Text(new RnpDefence()), Settings.Text(new RnpDefence { Recovery = new() { Weight = 0.3 } }));
        Assert.NotEqual(Settings.Text(new FeatureMapTesting()), Settings.Text((FeatureMapTesting.Paper with { Alpha = 0.1 })));
    }

    [Fact]
    public void A_list_of_methods_may_hold_a_name_with_commas()
    {
        Assert.Equal(["CLP", "Mask, unlearn, tune", "FT"], Methods.Parse("CLP, Mask, unlearn,tune,FT,CLP"));
        Assert.Equal(Methods.Names, Methods.Parse(string.Join(',', Methods.Names)));
        Assert.Equal(["Mask", "FT"], Methods.Parse("Mask,FT"));
    }

    /// <summary>What a run says of its rows.</summary>
    private static string Rows(CaseFolder folder, params string[] options)
    {
        var (code, output) = Run(folder, options);
        Assert.True(code == 0, output);
        var lines = output.Split('\n').SkipWhile(l => !l.Contains(" rows: ", StringComparison.Ordinal)).TakeWhile(l => !l.StartsWith("Page: ", StringComparison.Ordinal));
        return string.Join(' ', lines.Select(l => l.Trim()));
    }

    /// <summary>Another last number.</summary>
    private static void Touch(string weights)
    {
        var bytes = File.ReadAllBytes(weights);
        bytes[^4] ^= 1;
        File.WriteAllBytes(weights, bytes);
    }

    private static void WritePicture(string file, int row)
    {
        using var bitmap = new SKBitmap(new SKImageInfo(28, 28, SKColorType.Gray8));
        bitmap.Erase(SKColors.Black);
        for (var x = 20; x < 24; x++) bitmap.SetPixel(x, row, SKColors.White);
        using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        File.WriteAllBytes(file, data.ToArray());
    }

    [Theory]
    [InlineData("--methods", "CLP,Magic", "There is no method 'Magic'; there are Paper")]
    [InlineData("--cases", "case,nothing", "has no case nothing; it has case")]
    [InlineData("--seeds", "zero", "error: --seeds has 'zero'; seeds are whole numbers", 2)]
    [InlineData("--store", "images", "error: --store: images is a folder")]
    [InlineData("--store", "case.json", "error: --store: case.json is the case file")]
    [InlineData("--store", "images/train-labels-idx1-ubyte", "this is not a store of finished runs that can be written")]
    [InlineData("--html", "table.md", "error: --html and --markdown are one file")]
    [InlineData("--html", "fashion_badnets_0.safetensors", "error: --html: fashion_badnets_0.safetensors is the case's weights")]
    public void What_does_not_exist_is_said_in_one_line(string option, string value, string said, int expected = 1)
    {
        using var folder = new CaseFolder();
        var (code, output) = Run(folder, option, value);
        Assert.Equal(expected, code);
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
