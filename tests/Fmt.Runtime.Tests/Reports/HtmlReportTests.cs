using System;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading.Tasks;
using Fmt.Defences;
using Fmt.Reports;
using Xunit;

namespace Fmt.Tests.Reports;

public sealed class HtmlReportTests
{
    public static TheoryData<string> Samples { get; } = ["full", "no trigger", "all tied", "no controls", "bare", "odd", "large",
        "repaired", "repaired without trigger", "left alone", "missed", "no batch norm", "no class", "doubtful"];

    [Theory]
    [MemberData(nameof(Samples))]
    public void The_page_asks_for_nothing_from_outside(string sample)
    {
        var page = HtmlReport.ToHtml(Sample(sample));

        Assert.DoesNotContain("http://", page);
        Assert.DoesNotContain("https://", page);
        Assert.DoesNotContain("<script", page);
        Assert.DoesNotContain("@import", page);
        Assert.All(Regex.Matches(page, "src=\"([^\"]*)\"").Select(match => match.Groups[1].Value), source => Assert.StartsWith("data:image/png;base64,", source));
        Assert.All(Regex.Matches(page, "<img [^>]*>").Select(match => match.Value), image => Assert.Matches("alt=\"[^\"]+\"", image));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Ids_are_unique_and_what_refers_to_them_finds_them(string sample)
    {
        var page = HtmlReport.ToHtml(Sample(sample));
        string[] ids = [.. Regex.Matches(page, " id=\"([^\"]*)\"").Select(match => match.Groups[1].Value)];

        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Regex.Matches(page, "url\\(#([^)]*)\\)|labelledby=\"([^\"]*)\"").Select(match => match.Groups[1].Value + match.Groups[2].Value), id => Assert.Contains(id, ids));
    }

    [Fact]
    public void Names_are_escaped_and_never_read_as_places_of_the_layout()
    {
        var page = HtmlReport.ToHtml(SampleReports.Full);

        Assert.Contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; &#39;co&#39; {{scores}} [red]", page);
        Assert.Contains("sign &lt;3&gt; &amp; &quot;limit&quot; 30&#39;", page);
        Assert.DoesNotContain("sign <", page);
    }

    [Fact]
    public void Figures_verdict_settings_and_notes_are_there()
    {
        var page = HtmlReport.ToHtml(SampleReports.Full);

        Assert.Contains(Verdict.Of(SampleReports.Full).Sentence, page.Replace("&#160;", " ", StringComparison.Ordinal));
        foreach (var figure in (string[])["93.46", "98.77", "88.10", "12.50", "71.88", "38.50"]) Assert.Contains($"<td>{figure}", page);
        Assert.Contains("gap filled here: neither states it &amp; both differ", page);
        Assert.Contains("<li>The maps of layer3.2.conv2 are tied", page);
        Assert.Contains("all 16 maps", HtmlReport.ToHtml(SampleReports.AllTied));
    }

    [Fact]
    public void A_repair_shows_what_was_found_done_and_is_to_do_and_nothing_of_pruning()
    {
        var page = HtmlReport.ToHtml(SampleRepairs.Repaired).Replace("&#160;", " ", StringComparison.Ordinal);

        foreach (var heading in (string[])["What was found", "What was done", "What to do next", "Training"]) Assert.Contains($">{heading}</h2>", page);
        Assert.Contains("0.48 nats at features.17; the threshold is 0.02 nats", page);
        Assert.Contains("<th scope=\"row\">features.20<td class=\"words\">features.19<td>512<td>51", page);
        Assert.Contains("sum &lt;last&gt;", page);
        Assert.Contains("<td class=\"words\">class 8 (sign &lt;8&gt; &amp; &quot;limit&quot; 80&#39;)<td>88.0<td>1.5<td>0.91", page);
        // (0.91 + 0.94 + 0.88) / 3.00
        Assert.Contains("3 of 4 perturbations lead to class 8", page);
        Assert.Contains("91 % of the votes", page);
        Assert.Contains("4 epochs of unlearning and 7 epochs of clean training, 66,000 images forward and 41,500 backward, 74.5 s", page);
        Assert.Contains("Innocent network: wrn16_1_clean<td>83.60<td>1.10<td>81.60", page);
        Assert.Contains("After, re-activation test<td>83.90", page);
        Assert.Contains("21 respond less than half as much as before", page);
        Assert.Contains("<td>clean training, 7<td>", page);
        Assert.DoesNotContain("id=\"scores\"", page);
        Assert.DoesNotMatch(">[^<]*pruned", Regex.Replace(page, "<style>.*?</style>", "", RegexOptions.Singleline));
    }

    [Fact]
    public void A_report_of_pruning_shows_nothing_of_a_repair()
    {
        var page = HtmlReport.ToHtml(SampleReports.Full);

        foreach (var heading in (string[])["What was found", "What was done", "What to do next"]) Assert.DoesNotContain(heading, page);
        Assert.Contains("<h2 id=\"training\">Fine-tuning</h2>", page);
    }

    [Fact]
    public void A_network_left_alone_has_no_training_and_is_never_called_clean()
    {
        var page = HtmlReport.ToHtml(SampleRepairs.LeftAlone).Replace("&#160;", " ", StringComparison.Ordinal);

        Assert.Contains("No sign of a backdoor was found: the largest divergence of a channel is 0.006 nats at block3.1.bn2", page);
        Assert.Contains("That does not make the network clean.", page);
        Assert.DoesNotContain("id=\"training\"", page);
    }

    [Fact]
    public void Two_writings_are_the_same_in_any_culture()
    {
        var first = HtmlReport.ToHtml(SampleReports.Full);
        var before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = new CultureInfo("de-DE");
            Assert.Equal(first, HtmlReport.ToHtml(SampleReports.Full));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Theory]
    [InlineData("full", 400_000)]
    [InlineData("large", 1_500_000)]
    public void The_page_stays_light(string sample, int bytes) => Assert.InRange(HtmlReport.ToHtml(Sample(sample)).Length, 10_000, bytes);

    [Fact]
    public void An_image_of_the_wrong_size_is_refused()
    {
        var report = SampleReports.Full with { Examples = [SampleReports.Full.Examples[0] with { Height = 31 }] };

        Assert.Contains("3x31x32", Assert.Throws<ArgumentException>(() => HtmlReport.ToHtml(report)).Message);
    }

    [ChromiumTheory]
    [MemberData(nameof(Samples))]
    public async Task A_browser_shows_it_without_a_complaint(string sample)
    {
        var folder = Directory.CreateTempSubdirectory("fmt-html-");
        try
        {
            var path = Path.Combine(folder.FullName, "report.html");
            HtmlReport.Write(path, Sample(sample));
            var page = await Chromium.Open(path);
            var probe = await OnPhone(folder.FullName, WithProbe(File.ReadAllText(path)));

            Assert.Empty(page.Console);
            Assert.Empty(probe.Console);
            Assert.Contains("id=\"settings\"", page.Dom);
            Assert.Contains(">missing 0, failed 0, wider by 0, invisible 0</output>", probe.Dom);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The probe of the test above would notice.</summary>
    [ChromiumFact]
    public async Task A_browser_does_complain_about_a_broken_page()
    {
        var folder = Directory.CreateTempSubdirectory("fmt-html-");
        try
        {
            var broken = HtmlReport.ToHtml(SampleReports.NoTrigger).Replace("base64,", "base64,x", StringComparison.Ordinal)
                .Replace("</main>", "<div style=\"width:400px\">x</div><script>console.warn('seen'); undefinedName();</script></main>", StringComparison.Ordinal);
            var probe = await OnPhone(folder.FullName, WithProbe(broken));

            Assert.Contains(probe.Console, line => line.Contains("seen", StringComparison.Ordinal));
            Assert.Contains(probe.Console, line => line.Contains("undefinedName", StringComparison.Ordinal));
            Assert.Matches(">missing 7, failed [1-9][0-9]*, wider by [1-9][0-9]*, invisible 0</output>", probe.Dom);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<Chromium.Opened> OnPhone(string folder, string probed)
    {
        File.WriteAllText(Path.Combine(folder, "probed.html"), probed);
        var phone = Path.Combine(folder, "phone.html");
        File.WriteAllText(phone, Phone);
        return Chromium.Open(phone);
    }

    /// <summary>A phone of 360 CSS pixels: a browser's own window cannot be as narrow.</summary>
    private const string Phone = """
        <!doctype html><output id="probe"></output><iframe src="probed.html" style="width:360px;height:700px;border:0"></iframe>
        <script>addEventListener('message', message => document.getElementById('probe').textContent = message.data);</script>
        """;

    /// <summary>A copy of the page that counts pictures that are missing, errors, pixels wider than the phone, and chart words without a size.</summary>
    private static string WithProbe(string page)
    {
        var free = Regex.Replace(page, "<meta http-equiv=\"Content-Security-Policy\"[^>]*>", "<script>window.failed = 0; addEventListener('error', () => failed++, true);</script>");
        Assert.NotEqual(page, free);
        const string probe = """
            <script>
            addEventListener('load', () => {
              const missing = [...document.images].filter(image => image.naturalWidth === 0).length;
              const invisible = [...document.querySelectorAll('svg text')].filter(text => text.getBoundingClientRect().width < 1).length;
              const wider = document.documentElement.scrollWidth - document.documentElement.clientWidth;
              parent.postMessage(`missing ${missing}, failed ${failed}, wider by ${wider}, invisible ${invisible}`, '*');
            });
            </script></body>
            """;
        return free.Replace("</body>", probe, StringComparison.Ordinal);
    }

    private static DefenceReport Sample(string name) => name switch
    {
        "full" => SampleReports.Full,
        "no trigger" => SampleReports.NoTrigger,
        "all tied" => SampleReports.AllTied,
        "no controls" => SampleReports.NoControls,
        "bare" => SampleReports.Bare,
        "odd" => SampleReports.Odd,
        "large" => SampleReports.Large,
        "repaired" => SampleRepairs.Repaired,
        "repaired without trigger" => SampleRepairs.RepairedWithoutTrigger,
        "left alone" => SampleRepairs.LeftAlone,
        "missed" => SampleRepairs.Missed,
        "no batch norm" => SampleRepairs.NoBatchNorm,
        "no class" => SampleRepairs.NoClass,
        _ => SampleRepairs.Doubtful,
    };
}
