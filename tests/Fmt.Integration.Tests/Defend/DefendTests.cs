using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;
using Fmt.Zoo;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Defend;

/// <summary>The tool's main command as a user runs it: a process with arguments, an exit code, and files.</summary>
public sealed class DefendTests
{
    [Fact]
    public void The_default_gives_what_it_found_beside_innocent_networks()
    {
        using var folder = new CaseFolder();
        var (code, output) = Run(folder, "out.json", options: ["--innocent", folder.Case]);
        Assert.True(code == 0, output);
        Assert.Contains("What to do next", output);
        var figures = JsonNode.Parse(File.ReadAllText(folder.File("out.json")))!;
        Assert.Equal("Perturbation unlearning", figures["method"]!.GetValue<string>());
        Assert.Contains("stage3.1", figures["repair"]!["sign"]!["evidence"]!.AsObject().Select(place => place.Key));
        // The same network: its rates are those of the case as it came.
        var innocent = Assert.Single(figures["innocent"]!.AsArray())!;
        Assert.Equal("case", innocent["name"]!.GetValue<string>());
        Assert.Equal(figures["before"]!["ra"]!.GetValue<double>(), innocent["ra"]!.GetValue<double>());
        Assert.Contains("What was found", File.ReadAllText(folder.File("report.html")));
        // What an innocent network shows as strongly is no sign.
        Assert.NotEmpty(figures["repair"]!["raised_thresholds"]!.AsArray());
        (code, output) = Run(folder, "out.json");
        Assert.True(code == 0, output);
        var weights = File.ReadAllBytes(folder.File("repaired.safetensors"));
        (code, output) = Run(folder, "again.json", cores: 1);
        Assert.True(code == 0, output);
        Assert.Equal(weights, File.ReadAllBytes(folder.File("repaired.safetensors")));
    }

    /// <summary>The paper's fine-tuning leaves 10 % accuracy of 99 on this network, and was saved as a success.</summary>
    [SharedFact("models")]
    public void A_network_that_the_paper_destroys_is_handed_back_with_exit_code_2_and_no_weights()
    {
        using var folder = new TemporaryFolder();
        string[] asked = ["defend", "--case", SharedMaterial.Path("models/badnet_mnist_0_sq2.json"), "--options", "paper", "--json", folder.File("out.json"), "--report", folder.File("report.html"), "--weights", folder.File("repaired.safetensors")];
        var (code, output) = Command.Run("Fmt.Tool.dll", folder.Path, asked);
        Assert.True(code == 2, output);
        Assert.Contains("The network is handed back as it came: on 501 clean images", output.ReplaceLineEndings(" "));
        Assert.False(File.Exists(folder.File("repaired.safetensors")));
        var figures = JsonNode.Parse(File.ReadAllText(folder.File("out.json")))!;
        Assert.False(figures["repaired"]!.GetValue<bool>());
        Assert.Equal("HandedBack", figures["verdict"]!["finding"]!.GetValue<string>());
        Assert.Equal(figures["before"]!["acc"]!.GetValue<double>(), figures["after"]!["acc"]!.GetValue<double>());
        Assert.True(figures["guard"]!["attempts"]![0]!["plain"]!["loss"]!.GetValue<double>() > 50);
        Assert.Contains("handed back as it came", File.ReadAllText(folder.File("report.html")));
    }

    [Fact]
    public void An_innocent_network_of_other_images_is_refused_with_its_file()
    {
        using var folder = new CaseFolder();
        File.WriteAllText(folder.File("other.json"), File.ReadAllText(folder.Case).Replace("\"classes\": 10", "\"classes\": 12"));
        var (code, output) = Run(folder, "out.json", options: ["--innocent", folder.File("other.json")]);
        Assert.Equal(1, code);
        Assert.Contains("other.json: this case has 12 classes and 1 channels, the case to be defended 10 and 1", output.ReplaceLineEndings(" "));
        Assert.False(File.Exists(folder.File("out.json")));
    }

    [Fact]
    public void A_case_gives_figures_a_report_and_weights_and_one_core_gives_the_same_as_two()
    {
        using var folder = new CaseFolder();
        var (code, output) = Run(folder, "out.json", cores: 2, options: ["--options", "paper"]);
        Assert.True(code == 0, output);
        var figures = JsonNode.Parse(File.ReadAllText(folder.File("out.json")))!;
        foreach (var part in new[] { figures["before"], figures["pruned_only"], figures["after"], figures["controls"]!["finetune_only"], figures["controls"]!["random"] })
            Assert.All(new[] { "acc", "asr", "ra" }, key => Assert.InRange(part![key]!.GetValue<double>(), 0, 100));
        Assert.True(figures["seconds"]!["scoring"]!.GetValue<double>() > 0);
        Assert.Equal(2, figures["pruned"]!["stage3.0"]!.AsArray().Count);
        Assert.Contains("<html", File.ReadAllText(folder.File("report.html")));
        using (var repaired = FashionNet.FromFile(folder.File("repaired.safetensors")))
            Assert.Equal(2, Enumerable.Range(0, 128).Count(c => repaired.StateTensor("stage3.0.weight")[c].abs().sum().ToDouble() == 0));

        var weights = File.ReadAllBytes(folder.File("repaired.safetensors"));
        (code, output) = Run(folder, "again.json", cores: 1, options: ["--options", "paper"]);
        Assert.True(code == 0, output);
        Assert.Equal(weights, File.ReadAllBytes(folder.File("repaired.safetensors")));
        Assert.Equal(WithoutTimes(figures), WithoutTimes(JsonNode.Parse(File.ReadAllText(folder.File("again.json")))!));
    }

    [Theory]
    [InlineData("truncated checkpoint", "fashion_badnets_0.safetensors")]
    [InlineData("hostile checkpoint", "fashion_badnets_0.safetensors")]
    [InlineData("wrong label", "label 200")]
    [InlineData("wrong image size", "1x10x10")]
    [InlineData("empty class", "class 3")]
    [InlineData("unknown network", "FashionNot")]
    [InlineData("wrong classes", "12 classes")]
    [InlineData("no such folder", "missing-folder")]
    public void A_spoilt_case_gives_one_clear_message_and_writes_nothing(string what, string said)
    {
        using var folder = new CaseFolder();
        var report = "report.html";
        switch (what)
        {
            case "truncated checkpoint":
                var bytes = File.ReadAllBytes(folder.File("fashion_badnets_0.safetensors"));
                File.WriteAllBytes(folder.File("fashion_badnets_0.safetensors"), bytes[..(bytes.Length / 2)]);
                break;
            case "hostile checkpoint":
                // A pickle that would call os.system.
                File.WriteAllBytes(folder.File("fashion_badnets_0.safetensors"), [0x80, 2, .. "cos\nsystem\n"u8, .. "(X"u8, 4, 0, 0, 0, .. "true"u8, .. "tR."u8]);
                break;
            case "wrong label":
                folder.WriteIdx("images/train-labels-idx1-ubyte", [200, .. folder.Labels("train")[1..]], 300);
                break;
            case "wrong image size":
                folder.WriteIdx("images/train-images-idx3-ubyte", new byte[300 * 100], 300, 10, 10);
                break;
            case "empty class":
                folder.WriteIdx("images/train-labels-idx1-ubyte", [.. folder.Labels("train").Select(l => l == 3 ? (byte)4 : l)], 300);
                break;
            case "unknown network":
                Edit(folder, "FashionNet", "FashionNot");
                break;
            case "wrong classes":
                Edit(folder, "\"classes\": 10", "\"classes\": 12");
                break;
            default:
                report = "missing-folder/report.html";
                break;
        }

        var before = Directory.GetFileSystemEntries(folder.Path).Order().ToArray();
        var (code, output) = Run(folder, "out.json", report: report);
        Assert.Equal(1, code);
        Assert.Contains("error: ", output);
        Assert.Contains(said, output);
        Assert.DoesNotContain("   at ", output);
        Assert.Equal(before, Directory.GetFileSystemEntries(folder.Path).Order());
    }

    [Theory]
    [InlineData("--report: images is a folder", "--report", "images")]
    [InlineData("--report: /dev/stdout is a pipe", "--report", "/dev/stdout")]
    [InlineData("--weights and --json are one file", "--weights", "a", "--json", "./images/../a")]
    [InlineData("--json and --report are one file", "--report", "out.json")]
    [InlineData("fashion_badnets_0.safetensors is the case's weights, which would be replaced. Name another file, or allow it with --in-place.", "--weights", "fashion_badnets_0.safetensors")]
    [InlineData("--report: link is the case's weights", "--in-place", "--report", "link")]
    [InlineData("--json: case.json is the case file", "--json", "case.json")]
    [InlineData("--report: innocent.safetensors is the case's weights", "--innocent", "innocent.json", "--report", "innocent.safetensors")]
    public void An_output_that_cannot_be_or_would_destroy_something_is_refused_before_the_work(string said, params string[] options)
    {
        using var folder = new CaseFolder();
        File.CreateSymbolicLink(folder.File("link"), "fashion_badnets_0.safetensors");
        File.Copy(folder.File("fashion_badnets_0.safetensors"), folder.File("innocent.safetensors"));
        File.WriteAllText(folder.File("innocent.json"), File.ReadAllText(folder.Case).Replace("fashion_badnets_0.s", "innocent.s"));
        var before = Directory.GetFiles(folder.Path).ToDictionary(f => f, File.ReadAllBytes);
        var (code, output) = Run(folder, options: options);
        Assert.Equal(1, code);
        Assert.Contains("error: ", output);
        Assert.Contains(said, output.ReplaceLineEndings(" "));
        Assert.DoesNotContain("before", output);
        Assert.Equal(before.Keys.Order(), Directory.GetFiles(folder.Path).Order());
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
    }

    [MountFact]
    public void Where_one_file_cannot_be_written_the_others_are_and_weights_are_replaced_in_place()
    {
        using var folder = new CaseFolder();
        using var disk = new SmallDisk("size=8k");
        var weights = folder.File("fashion_badnets_0.safetensors");
        var (code, output) = Run(folder, options: ["--options", "paper", "--in-place", "--weights", weights, "--json", "out.json", "--report", disk.File("report.html")]);
        Assert.Equal(1, code);
        Assert.Contains($"error: not everything was written. Written: --weights {weights}, --json out.json. Not written: --report {disk.File("report.html")} (", output);
        using (var repaired = FashionNet.FromFile(weights))
            Assert.Equal(2, Enumerable.Range(0, 128).Count(c => repaired.StateTensor("stage3.0.weight")[c].abs().sum().ToDouble() == 0));
        Assert.NotNull(JsonNode.Parse(File.ReadAllText(folder.File("out.json"))));
        Assert.Empty(Directory.GetFileSystemEntries(disk.Path));
    }

    [Theory]
    [InlineData("--unknown")]
    [InlineData("stray")]
    [InlineData("--options", "best")]
    [InlineData("--seed", "zero")]
    public void A_wrong_command_line_is_an_error_and_nothing_is_written(params string[] options)
    {
        using var folder = new CaseFolder();
        var before = Directory.GetFiles(folder.Path).Order().ToArray();
        var (code, output) = Run(folder, options);
        Assert.Equal(1, code);
        Assert.StartsWith("error: ", output);
        Assert.Contains(options[^1].TrimStart('-'), output);
        Assert.DoesNotContain("   at ", output);
        Assert.Equal(before, Directory.GetFiles(folder.Path).Order());
    }

    private static void Edit(CaseFolder folder, string from, string to) => File.WriteAllText(folder.Case, File.ReadAllText(folder.Case).Replace(from, to));

    private static string WithoutTimes(JsonNode figures)
    {
        var copy = figures.DeepClone().AsObject();
        foreach (var key in copy.Select(p => p.Key).Where(k => k.StartsWith("seconds", StringComparison.Ordinal)).ToArray()) copy.Remove(key);
        return copy.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static (int Code, string Output) Run(CaseFolder folder, string[] options) => Command.Run("Fmt.Tool.dll", folder.Path, ["defend", "--case", folder.Case, "--json", "out.json", .. options]);

    private static (int Code, string Output) Run(CaseFolder folder, string json, int cores = 2, string report = "report.html", params string[] options) =>
        Command.Run("Fmt.Tool.dll", folder.Path, ["defend", "--case", folder.Case, "--json", json, "--report", report, "--weights", "repaired.safetensors", .. options], cores);
}
