using Xunit;

namespace Fmt.Tests.Reports;

/// <summary>What a user sees who prints a report.</summary>
public sealed class SummaryTests
{
    [Fact]
    public void A_printed_report_is_a_summary_to_read()
    {
        var lines = (SampleRepairs.Repaired with { Notes = ["Something to know."] }).ToString().Split('\n');
        Assert.EndsWith(": changed", lines[0]);
        Assert.StartsWith("Perturbation unlearning on SmallVgg", lines[0]);
        Assert.Equal("before                  ACC  84.4  ASR  97.5  RA   2.1", lines[1]);
        Assert.Equal("after                   ACC  83.3  ASR   1.3  RA  82.2", lines[2]);
        Assert.StartsWith("after re-activation", lines[3]);
        Assert.Equal("- Something to know.", lines[^1]);
        Assert.DoesNotContain("Immutable", string.Concat(lines));
    }

    [Fact]
    public void Rates_that_were_not_measured_are_dashes_and_a_network_left_alone_is_said_to_be_so()
    {
        var text = SampleRepairs.LeftAlone.ToString();
        Assert.Contains("the network is as it came", text);
        Assert.Contains("ASR     -  RA     -", text);
    }
}
