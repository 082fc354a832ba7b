using System.IO;
using System.Linq;
using System.Text.Json;
using Fmt.Defences;
using Fmt.Metrics;
using Fmt.Reports;
using Xunit;

namespace Fmt.Tests.Reports;

public sealed class JsonReportTests
{
    [Fact]
    public void The_agreed_keys_have_exactly_the_agreed_members()
    {
        var root = Parse(SampleReports.Full);

        Assert.Equal(["before", "pruned_only", "after", "controls", "pruned", "seconds"], Names(root).Take(6));
        foreach (var state in (string[])["before", "pruned_only", "after"]) Assert.Equal(["acc", "asr", "ra"], Names(root.GetProperty(state)));
        Assert.Equal(["finetune_only", "random"], Names(root.GetProperty("controls")));
        Assert.Equal(["acc", "asr", "ra"], Names(root.GetProperty("controls").GetProperty("random")));
        Assert.Equal(["scoring", "finetuning"], Names(root.GetProperty("seconds")));
        Assert.Equal(98.7654, root.GetProperty("before").GetProperty("asr").GetDouble());
        Assert.Equal(38.5, root.GetProperty("controls").GetProperty("random").GetProperty("asr").GetDouble());
        Assert.Equal(754.25, root.GetProperty("seconds").GetProperty("scoring").GetDouble());
    }

    [Fact]
    public void Pruned_holds_the_layers_with_pruned_channels_only()
    {
        var report = SampleReports.Full with { Scores = [new("a", 8, 8, 10, [1, 5, 9], [1, 2]), new("b", 8, 8, 10, [0], [])] };
        var root = Parse(report);

        Assert.Equal(["a"], Names(root.GetProperty("pruned")));
        Assert.Equal([1, 2], root.GetProperty("pruned").GetProperty("a").EnumerateArray().Select(channel => channel.GetInt32()));
        Assert.Equal(["a", "b"], Names(root.GetProperty("scores")));
        Assert.Equal([1, 5, 9], root.GetProperty("scores").GetProperty("a").GetProperty("mispredicted").EnumerateArray().Select(count => count.GetInt32()));
    }

    [Fact]
    public void Further_keys_tell_the_run()
    {
        var root = Parse(SampleReports.Full);

        Assert.Equal("BetterThanControls", root.GetProperty("verdict").GetProperty("finding").GetString());
        Assert.Equal("ResNet20 " + SampleReports.HostileName, root.GetProperty("network").GetString());
        Assert.Equal(7, root.GetProperty("seed").GetInt32());
        Assert.Equal("0.01", root.GetProperty("settings")[0].GetProperty("value").GetString());
        Assert.Equal("paper, section 4.1", root.GetProperty("settings")[0].GetProperty("origin").GetString());
        Assert.Equal(10, root.GetProperty("epochs").GetArrayLength());
        Assert.Equal(0.01, root.GetProperty("epochs")[0].GetProperty("learning_rate").GetDouble());
        Assert.Equal(SampleReports.Full.Notes, root.GetProperty("notes").EnumerateArray().Select(note => note.GetString()!));
    }

    [Fact]
    public void What_was_not_measured_is_null()
    {
        Assert.Equal(JsonValueKind.Null, Parse(SampleReports.NoTrigger).GetProperty("after").GetProperty("asr").ValueKind);
        Assert.Equal(JsonValueKind.Null, Parse(SampleReports.NoControls).GetProperty("controls").ValueKind);
        Assert.Equal(JsonValueKind.Null, Parse(SampleReports.Full with { After = new Rates(double.NaN, 1, 1) }).GetProperty("after").GetProperty("acc").ValueKind);
    }

    [Fact]
    public void A_repair_adds_its_own_keys_and_leaves_the_others()
    {
        var pruning = Parse(SampleReports.Full);
        var root = Parse(SampleRepairs.Repaired);
        var repair = root.GetProperty("repair");

        Assert.Equal(Names(pruning), Names(root));
        Assert.Equal(["repair", "reactivated", "innocent", "response"], Names(root).TakeLast(4));
        Assert.Equal(["null", "null", "[]", "null"], Names(pruning).TakeLast(4).Select(name => pruning.GetProperty(name).GetRawText()));
        Assert.Equal(JsonValueKind.Null, root.GetProperty("pruned_only").ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("controls").GetProperty("random").ValueKind);
        Assert.Equal("BatchStatistics", repair.GetProperty("branch").GetString());
        Assert.Equal(0.4812, repair.GetProperty("sign").GetProperty("largest").GetDouble());
        var place = repair.GetProperty("sign").GetProperty("evidence").GetProperty("features.17");
        Assert.Equal("features.16", place.GetProperty("layer").GetString());
        Assert.Equal([58, 59, 60, 61, 62, 63], place.GetProperty("channels").EnumerateArray().Select(channel => channel.GetInt32()));
        Assert.Equal(64, place.GetProperty("divergence").GetArrayLength());
        Assert.Equal(8, repair.GetProperty("leading_class").GetProperty("class").GetInt32());
        Assert.Equal(8, repair.GetProperty("held").GetInt32());
        Assert.Equal(100 * 2.73 / 3, repair.GetProperty("leading_class").GetProperty("share").GetDouble(), 1e-9);
        Assert.Equal([4, 7], repair.GetProperty("phases").EnumerateArray().Select(phase => phase.GetProperty("epochs").GetInt32()));
        Assert.Equal(41_500, repair.GetProperty("passes").GetProperty("backward").GetInt64());
        Assert.Equal(82.4, root.GetProperty("reactivated").GetProperty("ra").GetDouble());
        Assert.Equal(["name", "acc", "asr", "ra"], Names(root.GetProperty("innocent")[1]));
        Assert.Equal(9, root.GetProperty("response").GetProperty("named").GetInt32());
    }

    [Fact]
    public void What_a_repair_did_not_see_is_null()
    {
        var repair = Parse(SampleRepairs.NoBatchNorm).GetProperty("repair");

        foreach (var key in (string[])["sign", "reestimation_loss", "strength", "held"]) Assert.Equal(JsonValueKind.Null, repair.GetProperty(key).ValueKind);
        Assert.Equal((8, 97), (repair.GetProperty("classes").GetProperty("leading").GetInt32(), repair.GetProperty("classes").GetProperty("reached")[8].GetDouble()));
        Assert.Equal(JsonValueKind.Null, Parse(SampleRepairs.NoClass).GetProperty("repair").GetProperty("leading_class").ValueKind);
        Assert.Equal(JsonValueKind.Null, Parse(SampleRepairs.Repaired).GetProperty("repair").GetProperty("classes").ValueKind);
        Assert.Equal(JsonValueKind.Null, Parse(SampleRepairs.Doubtful).GetProperty("repair").GetProperty("perturbations")[0].GetProperty("after").ValueKind);
        Assert.Equal(JsonValueKind.Null, Parse(SampleRepairs.LeftAlone).GetProperty("repair").GetProperty("branch").ValueKind);
    }

    [Fact]
    public void A_written_file_holds_the_same_text()
    {
        var folder = Directory.CreateTempSubdirectory("fmt-json-");
        try
        {
            var path = Path.Combine(folder.FullName, "report.json");
            JsonReport.Write(path, SampleReports.Full);

            Assert.Equal(JsonReport.ToJson(SampleReports.Full), File.ReadAllText(path));
            Assert.Equal([path], Directory.GetFiles(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static JsonElement Parse(DefenceReport report)
    {
        using var document = JsonDocument.Parse(JsonReport.ToJson(report));
        return document.RootElement.Clone();
    }

    private static string[] Names(JsonElement element) => [.. element.EnumerateObject().Select(member => member.Name)];
}
