using System.IO;
using System.Linq;
using Fmt.Attacks;
using Fmt.Cases;
using Fmt.Files;
using Fmt.Tests.Data;
using SkiaSharp;
using Xunit;

namespace Fmt.Tests.Cases;

public class CaseFileTests
{
    private const string Whole = """
        {"network": "Net", "classes": 10, "weights": "w.safetensors", "mean": [0, 0, 0], "std": [1, 1, 1],
         "data": {"format": "cifar10-binary", "train": "d", "test": "d"}, "clean": {"ratio": 0.5, "seed": 3},
         "trigger": {"mode": "replace", "rect": [27, 27, 4, 4], "color": [255, 255, 255], "alpha": 1.0}, "target": 8}
        """;

    [SharedTheory("models/badnets_8_02.json")]
    [InlineData("badnets_8_02", "SmallVgg", 10, 2500, 10_000, 8)]
    [InlineData("l2_inv_0_02", "SmallVgg", 10, 2500, 10_000, 0)]
    [InlineData("trojan_wm_2_02", "SmallVgg", 10, 2500, 10_000, 2)]
    [InlineData("gtsrbbadnets_8_02", "SmallVgg", 43, 1935, 4000, 8)]
    [InlineData("gtsrbl2_inv_0_02", "SmallVgg", 43, 1935, 4000, 0)]
    [InlineData("gtsrbtrojan_wm_2_02", "SmallVgg", 43, 1935, 4000, 2)]
    [InlineData("wrn16_1_grid_5", "WideResNet16x1", 10, 2500, 10_000, 5)]
    [InlineData("wrn16_1_teacher_5", "WideResNet16x1", 10, 2500, 10_000, 5)]
    [InlineData("badnet_cifar10_1", "BadNetCnn", 10, 2500, 10_000, 1)]
    [InlineData("badnet_mnist_1", "BadNetCnn", 10, 3000, 10_000, 1)]
    [InlineData("badnet_mnist_0_sq2", "BadNetFlat", 10, 3000, 10_000, 0)]
    public void Every_published_case_loads(string name, string network, int classes, int clean, int test, int target)
    {
        var file = CaseFile.Read(SharedMaterial.Path($"models/{name}.json"));
        Assert.Equal((network, classes, target), (file.Network, file.Classes, file.Target));
        Assert.True(File.Exists(file.WeightsPath));
        Assert.Equal(clean, file.LoadClean().Count);
        var evaluation = file.Evaluation();
        evaluation.Check();
        Assert.Equal(test, evaluation.Test.Count);
        Assert.Equal(file.Mean.Length, evaluation.Test.Channels);
        Assert.Equal(new AllToOne(target), evaluation.Goal);
        Assert.NotNull(evaluation.Trigger);
    }

    [SharedFact("models")]
    public void Every_published_case_is_in_the_list_above() =>
        Assert.Equal(11, Directory.GetFiles(SharedMaterial.Path("models"), "*.json").Length);

    [Fact]
    public void Values_and_paths_are_the_files()
    {
        using var scratch = new Scratch();
        var file = CaseFile.Read(scratch.WriteText("sub/c.json", Whole.Replace("\"w.s", "\"../w.s").Replace("[0, 0, 0]", "[0.1, 0.2, 0.3] /* grey */")));
        Assert.Equal(scratch.Path("w.safetensors"), file.WeightsPath);
        Assert.Equal(scratch.Path("sub/d"), file.Data.Train);
        Assert.Equal<double>([0.1, 0.2, 0.3], file.Mean);
        Assert.Equal(new CleanShare(0.5, 3), file.Clean);
        Assert.Equal<int>([27, 27, 4, 4], Assert.IsType<CasePattern>(file.Trigger).Rect);
        var trigger = (PatternTrigger)file.LoadTrigger(3, 32, 32)!;
        Assert.Equal(48, trigger.Mask.Sum());
        Assert.Contains("does not fit", Assert.Throws<DataException>(() => file.LoadTrigger(3, 28, 28)).Message);
    }

    [Fact]
    public void Without_attack_only_accuracy_is_left()
    {
        using var scratch = new Scratch();
        var folder = scratch.Folder;
        foreach (var name in (string[])["cat/1.png", "dog/1.png"]) scratch.Picture("pictures/" + name, 2, 3, (_, _) => SKColors.Red);
        var file = CaseFile.Read(scratch.WriteText("c.json", """
            {"network": "Net", "classes": 2, "weights": "w", "mean": [0], "std": [1],
             "data": {"format": "folder", "size": [1, 2, 3], "train": "pictures", "test": "pictures"}, "clean": {"ratio": 1, "seed": 0},}
            """));
        var evaluation = file.Evaluation();
        Assert.False(evaluation.HasAttack);
        Assert.Equal((1, 2, 3), (evaluation.Test.Channels, evaluation.Test.Height, evaluation.Test.Width));
        Assert.Equal<string>(["cat", "dog"], evaluation.Test.ClassNames);
        Assert.Null(file.LoadTrigger(1, 2, 3));
        Assert.Contains("2 class folders", Assert.Throws<DataException>(() => (file with { Classes = 3 }).LoadTest()).Message);
    }

    [Theory]
    [InlineData("\"network\": \"Net\", ", "", "\"network\" is missing")]
    [InlineData("\"seed\": 3", "\"sead\": 3", "\"clean.sead\" is not known; known here: ratio, seed")]
    [InlineData(", \"seed\": 3", "", "\"clean.seed\" is missing")]
    [InlineData("\"classes\": 10", "\"classes\": 10, \"classes\": 10", "classes")]
    [InlineData("\"classes\": 10", "\"classes\": 0", "\"classes\" must be a whole number from 1 to 100000, not 0")]
    [InlineData("\"classes\": 10", "\"classes\": \"ten\"", "\"classes\" must be a whole number from 1 to 100000, not \"ten\"")]
    [InlineData("[0, 0, 0]", "[0]", "\"mean\" must be 3 numbers, one per channel, not [0]")]
    [InlineData("[0, 0, 0]", "[0, 1e300, 0]", "\"mean\" must be numbers from -10 to 10")]
    [InlineData("[0, 0, 0]", "[125.3, 123.0, 113.9]", "(divide a mean of pixels from 0 to 255 by 255), not [125.3, 123.0, 113.9]")]
    [InlineData("[1, 1, 1]", "[1, 1, 0]", "\"std\" must be numbers above 0")]
    [InlineData("[1, 1, 1]", "[1, 1e300, 1]", "\"std\" must be numbers above 0, from 0.000001 to 1000")]
    [InlineData("[1, 1, 1]", "[1, 1, 1e-60]", "\"std\" must be numbers above 0, from 0.000001 to 1000")]
    [InlineData("[1, 1, 1]", "[1, 1, \"1\"]", "\"std\" must be a list of numbers")]
    [InlineData("cifar10-binary", "cifar", "\"data.format\" must be \"cifar10-binary\", \"idx\" or \"folder\", not \"cifar\"")]
    [InlineData("cifar10-binary", "folder", "\"data.size\" is missing")]
    [InlineData("0.5", "1.5", "\"clean.ratio\" must be above 0 and at most 1, not 1.5")]
    [InlineData("replace", "paint", "\"trigger.mode\" must be \"replace\" or \"add\"")]
    [InlineData("replace", "add", "\"trigger.mode\" must be \"replace\" where a \"rect\" is given")]
    [InlineData("[27, 27, 4, 4]", "[27, 27, 4]", "\"trigger.rect\" must be [row, column, height, width]")]
    [InlineData("[255, 255, 255]", "[255, 256, 255]", "\"trigger.color\" must be 1 or 3 numbers from 0 to 255")]
    [InlineData("\"alpha\": 1.0", "\"alpha\": 0", "\"trigger.alpha\" must be above 0")]
    [InlineData("\"alpha\": 1.0", "\"mask\": \"m.png\"", "\"trigger.mask\" must be left out")]
    [InlineData(", \"target\": 8", "", "\"trigger\" but no \"target\"")]
    [InlineData("\"target\": 8", "\"target\": 10", "\"target\" must be a class, 0 to 9, not 10")]
    [InlineData("\"target\": 8", "\"target\": 8, \"source\": 8", "\"source\" must be another class than the target")]
    [InlineData("\"target\": 8", "\"target\": 8, \"source\": 10", "\"source\" must be a class, 0 to 9, not 10")]
    [InlineData("\"target\": 8", "\"all-to-all\": 1, \"source\": 3", "\"source\" must be left out where no \"target\"")]
    [InlineData("\"target\": 8}", "\"target\": 8", "not a JSON case file")]
    [InlineData("\"clean\": {\"ratio\": 0.5, \"seed\": 3}", "\"clean\": 5", "\"clean\" is not a JSON object")]
    public void What_is_wrong_is_said_by_file_and_key(string old, string replacement, string message)
    {
        using var scratch = new Scratch();
        Assert.Contains(old, Whole);
        var file = scratch.WriteText("c.json", Whole.Replace(old, replacement));
        var e = Assert.Throws<DataException>(() => CaseFile.Read(file));
        Assert.Equal(file, e.File);
        Assert.Contains(message, e.Message);
    }

    [Fact]
    public void Missing_file_is_named()
    {
        using var scratch = new Scratch();
        Assert.Contains("no such file", Assert.Throws<DataException>(() => CaseFile.Read(scratch.Path("none.json"))).Message);
        var file = CaseFile.Read(scratch.WriteText("c.json", Whole));
        Assert.StartsWith(scratch.Path("d"), Assert.Throws<DataException>(file.LoadTest).File);
    }
}
