using System.IO;
using System.Linq;
using System.Text.Json;
using Fmt.Defences;
using Fmt.Reports;
using Fmt.Signs;
using Spectre.Console;
using Xunit;

namespace Fmt.Tests.Reports;

/// <summary>What the reports say of the verdict, of thresholds that innocent networks moved and of a repair's rounds.</summary>
public sealed class StateReportTests
{
    private static readonly DefenceReport Rounds = SampleRepairs.Repaired with
    {
        FineTuning = [.. SampleRepairs.Repaired.FineTuning, .. SampleRepairs.Repaired.FineTuning],
        Unlearning = SampleRepairs.Repaired.Unlearning! with
        {
            Checks = [new(8, "sparse, 25 pixels", 62, 7), new(8, "additive, L2 3", 38, 31)],
            Raised = [new("few pixels", 30, 44, 1)],
        },
    };

    private static string Console(DefenceReport report)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 4000;
        ConsoleReport.Write(report, console);
        return text.ToString();
    }

    private static JsonElement Json(DefenceReport report) => JsonDocument.Parse(JsonReport.ToJson(report)).RootElement.GetProperty("repair");

    [Fact]
    public void Every_verdict_comes_with_its_rates()
    {
        var rates = SignRates.LookedAtOnce;
        Assert.Contains($"A sign. Of {rates.Innocent} innocent networks", Console(SampleRepairs.Repaired));
        Assert.Contains($"No known sign. Of {rates.Backdoored} backdoored networks", Console(SampleRepairs.LeftAlone));
        var unlike = SampleRepairs.LeftAlone with { Unlearning = SampleRepairs.LeftAlone.Unlearning! with { Sign = SampleRepairs.LeftAlone.Unlearning.Sign! with { EarlyMedian = 0.02 } } };
        Assert.Contains("The test is not valid", Console(unlike));
        Assert.Equal(["sign", "no known sign", "test not valid"], new[] { SampleRepairs.Repaired, SampleRepairs.LeftAlone, unlike }.Select(r => Json(r).GetProperty("verdict").GetString()));
        Assert.Equal(rates.Missed, Json(unlike).GetProperty("verdict_rates").GetProperty("backdoored_without_a_sign").GetInt32());
    }

    [Fact]
    public void Rounds_and_moved_thresholds_are_said()
    {
        var text = Console(Rounds);
        Assert.Contains("few pixels from 30 to 44 (trojan_wm_2_02_and_more)", text);
        Assert.Contains("After round 1 a fresh perturbation (sparse, 25 pixels) led 62 % of the images to class 8", text);
        Assert.Contains("unlearning went on", text);
        Assert.Contains("nothing stands out any more", text);
        Assert.Contains("4 epochs of unlearning, round 2 and 7 epochs of clean training, round 2", text);
        var checks = Json(Rounds).GetProperty("checks").EnumerateArray().ToArray();
        Assert.Equal([false, true], checks.Select(c => c.GetProperty("finished").GetBoolean()));
        Assert.Equal(44, Json(Rounds).GetProperty("raised_thresholds")[0].GetProperty("to").GetDouble());
    }
}
