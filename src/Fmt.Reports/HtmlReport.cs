using System;
using System.Collections.Generic;
using System.IO;
using System.Text;
using Fmt.Defences;
using Fmt.Files;
using Fmt.Reports.Html;

namespace Fmt.Reports;

/// <summary>
/// A defence's outcome as one HTML page that needs nothing else: no script, no font, no picture from outside.
/// It follows the reader's light or dark scheme, fits a phone and prints.
/// </summary>
public static class HtmlReport
{
    /// <summary>Writes the page to a file, whole or not at all.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="report">The defence's outcome.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="ArgumentException">An example image has neither 1 nor 3 channels, or not as many bytes as its size asks for.</exception>
    public static void Write(string path, DefenceReport report)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var page = Encoding.UTF8.GetBytes(ToHtml(report));
        AtomicFile.Write(path, stream => stream.Write(page));
    }

    /// <summary>The page as text.</summary>
    /// <param name="report">The defence's outcome.</param>
    /// <exception cref="ArgumentException">An example image has neither 1 nor 3 channels, or not as many bytes as its size asks for.</exception>
    public static string ToHtml(DefenceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        return Template.Fill(new Dictionary<string, Markup>
        {
            ["title"] = Markup.Of($"{report.Method} on {report.Network}"),
            ["run"] = Markup.Of($"Seed {report.Seed}, device {report.Device}. {RunSection.Times(report)}"),
            ["verdict"] = Markup.Of($"{FindingSection.Say(Verdict.Of(report).Sentence)}"),
            ["findings"] = FindingSection.Of(report),
            ["notes"] = RunSection.Notes(UnlearningWords.Notes(report)),
            ["rates"] = RunSection.Rates(report),
            ["bars"] = RateCharts.Of(report),
            ["reading"] = RunSection.Reading(report),
            ["scores"] = ScoreSection.Of(report),
            ["training"] = TrainingCharts.Of(report),
            ["examples"] = ExampleSection.Of(report.Examples),
            ["settings"] = RunSection.Settings(report.Settings),
        });
    }
}
