using System;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Files;

namespace Fmt.Reports;

/// <summary>
/// A defence's outcome as JSON. Rates are in percent, null where no trigger is known; <c>controls</c> is null where they were switched off;
/// <c>pruned</c> lists the layers with at least one pruned channel.
/// </summary>
/// <remarks>
/// The keys <c>before</c>, <c>pruned_only</c>, <c>after</c>, <c>controls</c> (<c>finetune_only</c>, <c>random</c>), <c>pruned</c> and <c>seconds</c>
/// (<c>scoring</c>, <c>finetuning</c>) have exactly these members. Beside them stand <c>verdict</c>, <c>repaired</c> (false: the network is as it came), <c>guard</c> (what held-out clean images said; null where none were held out), <c>network</c>, <c>method</c>, <c>seed</c>, <c>device</c>,
/// <c>notes</c>, <c>settings</c>, <c>epochs</c>, <c>seconds_further</c> and <c>scores</c> (per layer, every map's count of misread images), then
/// <c>repair</c> (what a repair found and did; null for FMT's pruning), <c>reactivated</c> (rates after the re-activation test, null where not measured),
/// <c>innocent</c> (rates of networks that do not know the trigger) and <c>response</c> (how far the backdoor's own maps fell silent; null where not measured).
/// </remarks>
public static class JsonReport
{
    /// <summary>The report as indented JSON text, in UTF-16 with a line feed at the end.</summary>
    /// <param name="report">The defence's outcome.</param>
    public static string ToJson(DefenceReport report) => Encoding.UTF8.GetString(ToUtf8(report));

    /// <summary>Writes the report to a file, whole or not at all.</summary>
    /// <param name="path">The file; replaced where it exists.</param>
    /// <param name="report">The defence's outcome.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, DefenceReport report)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var text = ToUtf8(report);
        AtomicFile.Write(path, stream => stream.Write(text));
    }

    private static byte[] ToUtf8(DefenceReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            WriteOutcome(json, report);
            WriteRun(json, report);
            WriteScores(json, report.Scores);
            JsonUnlearning.Write(json, report);
            json.WriteEndObject();
        }
        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }

    private static void WriteOutcome(Utf8JsonWriter json, DefenceReport report)
    {
        json.WriteRates("before", report.Before);
        json.WriteRates("pruned_only", report.PrunedOnly);
        json.WriteRates("after", report.After);
        if (report.Controls is { } controls)
        {
            json.WriteStartObject("controls");
            json.WriteRates("finetune_only", controls.FinetuneOnly);
            json.WriteRates("random", controls.Random);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("controls");
        }
        json.WriteStartObject("pruned");
        foreach (var site in report.Scores.Where(site => !site.Pruned.IsEmpty)) json.WriteChannels(site.Layer, site.Pruned);
        json.WriteEndObject();
        json.WriteStartObject("seconds");
        json.WriteFigure("scoring", report.Seconds.Scoring);
        json.WriteFigure("finetuning", report.Seconds.FineTuning);
        json.WriteEndObject();
    }

    private static void WriteRun(Utf8JsonWriter json, DefenceReport report)
    {
        var verdict = Verdict.Of(report);
        json.WriteStartObject("verdict");
        json.WriteString("finding", verdict.Finding.ToString());
        json.WriteString("sentence", verdict.Sentence);
        json.WriteEndObject();
        json.WriteBoolean("repaired", report.Changed);
        JsonUnlearning.WriteGuard(json, report.Guard);
        json.WriteString("network", report.Network);
        json.WriteString("method", report.Method);
        json.WriteNumber("seed", report.Seed);
        json.WriteString("device", report.Device);
        json.WriteStartArray("notes");
        foreach (var note in report.Notes) json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteObjects("settings", report.Settings, setting =>
        {
            json.WriteString("name", setting.Name);
            json.WriteString("value", setting.Value);
            json.WriteString("origin", setting.Origin);
        });
        WriteEpochs(json, report.FineTuning);
        json.WriteStartObject("seconds_further");
        json.WriteFigure("controls", report.Seconds.Controls);
        json.WriteFigure("measuring", report.Seconds.Measuring);
        json.WriteEndObject();
    }

    private static void WriteEpochs(Utf8JsonWriter json, ImmutableArray<EpochRow> epochs)
    {
        json.WriteObjects("epochs", epochs, row =>
        {
            json.WriteNumber("epoch", row.Epoch);
            json.WriteFigure("learning_rate", row.LearningRate);
            json.WriteFigure("loss", row.Loss);
            json.WriteFigure("accuracy", row.Accuracy);
        });
    }

    private static void WriteScores(Utf8JsonWriter json, ImmutableArray<SiteScores> scores)
    {
        json.WriteStartObject("scores");
        foreach (var site in scores)
        {
            json.WriteStartObject(site.Layer);
            json.WriteNumber("height", site.Height);
            json.WriteNumber("width", site.Width);
            json.WriteNumber("images", site.Images);
            json.WriteChannels("mispredicted", site.Mispredicted);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    }
}
