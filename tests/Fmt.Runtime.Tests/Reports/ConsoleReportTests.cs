using System.IO;
using System.Linq;
using Fmt.Defences;
using Fmt.Reports;
using Spectre.Console;
using Xunit;

namespace Fmt.Tests.Reports;

public sealed class ConsoleReportTests
{
    [Fact]
    public void Rates_stand_next_to_the_controls()
    {
        var lines = Text(SampleReports.Full).Split('\n');

        Assert.Equal(["93.46", "98.77", "1.25"], Cells(lines, "Before"));
        Assert.Equal(["88.10", "97.50", "2.00"], Cells(lines, "Pruned only"));
        Assert.Equal(["91.25", "12.50", "71.88"], Cells(lines, "After"));
        Assert.Equal(["92.50", "41.00", "50.00"], Cells(lines, "Control: fine-tuning only"));
        Assert.Equal(["92.13", "38.50", "52.00"], Cells(lines, "Control: random pruning"));
    }

    [Fact]
    public void Names_verdict_seconds_and_notes_are_written_as_they_are()
    {
        var text = Text(SampleReports.Full);

        Assert.Contains("FMT (paper) on ResNet20 " + SampleReports.HostileName + ", seed 7, cpu", text);
        Assert.Contains(Verdict.Of(SampleReports.Full).Sentence, text);
        Assert.Contains("scoring 754.3, fine-tuning 61.5, controls 130.0, measuring 9.8", text);
        Assert.Contains("Note: Class " + SampleReports.ClassName(3), text);
    }

    [Fact]
    public void Rates_that_were_not_measured_have_a_dash() =>
        Assert.Equal(["93.46", "-", "-"], Cells(Text(SampleReports.NoTrigger).Split('\n'), "Before"));

    [Fact]
    public void Controls_are_absent_where_switched_off() => Assert.DoesNotContain("Control:", Text(SampleReports.NoControls));

    [Fact]
    public void Pruned_layers_are_listed_with_ties()
    {
        var report = SampleReports.Full with
        {
            Scores =
            [
                new SiteScores("a", 8, 8, 10, [5, 1, 5, 5, 9], [0, 4]), new SiteScores("b", 8, 8, 10, [1, 2], []),
                new SiteScores("c", 8, 8, 10, [3, 3, 3], [0]),
            ],
        };
        var lines = Text(report).Split('\n');

        Assert.Equal(["2 of 5", "1 of 3 at 5", "0, 4"], Cells(lines, "a "));
        Assert.Equal(["1 of 3", "all 3 maps", "0"], Cells(lines, "c "));
        Assert.Contains("Nothing was pruned in the other 1 tested layer.", Text(report));
        Assert.Contains("Nothing was pruned.", Text(SampleReports.Bare));
    }

    [Fact]
    public void A_repair_tells_what_was_found_done_and_is_to_do()
    {
        var text = Text(SampleRepairs.Repaired);
        var lines = text.Split('\n');

        Assert.Equal(["83.30", "1.30", "82.20"], Cells(lines, "After (repaired)"));
        Assert.Equal(["83.90", "1.20", "82.40"], Cells(lines, "After, re-activation test"));
        Assert.Equal(["83.60", "1.10", "81.60"], Cells(lines, "Innocent network: wrn16_1_clean"));
        Assert.Equal(["features.16", "6 of 64", "0.4812", "58-63"], Cells(lines, "features.17"));
        Assert.Equal(["class 3 (" + SampleReports.ClassName(3) + ")", "41.0", "6.0", "0.27"], Cells(lines, "sparse, 25 pixels"));
        foreach (var part in (string[])["What was found", "What was done", "What to do next", "defence 74.5, controls 31.3, measuring 12.5", "(re-estimated statistics cost 0.2 points"])
            Assert.Contains(part, text);
        Assert.DoesNotContain("Nothing was pruned", text);
        Assert.DoesNotContain("What was found", Text(SampleReports.Full));
    }

    /// <summary>What the reader can do depends on what was found.</summary>
    [Theory]
    [InlineData("left alone", "run again with PerturbationUnlearning.Force on", "If you do not trust")]
    [InlineData("missed", "so the sign was missed: run again with PerturbationUnlearning.Force on", "What to do next")]
    [InlineData("no batch norm", "this left attack success rates of 8, 0 and 0 %, where fine-tuning left 38, 20 and 1 %", "lead 97 % of them to class 8")]
    [InlineData("no class", "the network is then fine-tuned", "None stands out: the same 25 pixels on all images lead 28 % of them to class 2")]
    [InlineData("without trigger", "takes for class 8", "Whether a backdoor is gone cannot be said without its trigger")]
    [InlineData("without trigger", "Two more that lead to class 8", "Measure the new weights")]
    [InlineData("doubtful", "cropped, scaled and balanced as the training images", "The test may not be valid")]
    [InlineData("doubtful", "five triggered ones among them brought the backdoor back", "The perturbations disagree")]
    public void Each_state_has_its_next_step(string sample, string step, string said)
    {
        var text = Text(sample switch
        {
            "left alone" => SampleRepairs.LeftAlone,
            "missed" => SampleRepairs.Missed,
            "no batch norm" => SampleRepairs.NoBatchNorm,
            "no class" => SampleRepairs.NoClass,
            "without trigger" => SampleRepairs.RepairedWithoutTrigger,
            _ => SampleRepairs.Doubtful,
        }).Replace("\n", " ");

        Assert.Contains(step, text);
        Assert.Contains(said, text);
    }

    private static string[] Cells(string[] lines, string first)
    {
        string line = Assert.Single(lines, line => line.StartsWith("│ " + first, System.StringComparison.Ordinal));
        return [.. line.Split('│').Skip(2).SkipLast(1).Select(cell => cell.Trim())];
    }

    private static string Text(DefenceReport report)
    {
        var writer = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = 240;
        console.Profile.Capabilities.Unicode = true;
        ConsoleReport.Write(report, console);
        return writer.ToString();
    }
}
