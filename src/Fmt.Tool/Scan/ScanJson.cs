using System;
using System.IO;
using System.Text;
using System.Text.Json;
using Fmt.Reports;

namespace Fmt.Tool.Scan;

/// <summary>A scan as JSON.</summary>
internal static class ScanJson
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, NewLine = "\n" };

    /// <summary>One object.</summary>
    public static string Of(ScanOutcome outcome) => Written(json =>
    {
        json.WriteString("model", outcome.Model);
        json.WriteString("sha256", outcome.Sha256);
        json.WriteNumber("bytes", outcome.Bytes);
        json.WriteString("architecture", outcome.Architecture);
        json.WriteString("verdict", outcome.State is { } state ? StateWords.Name(state) : "test not made");
        json.WriteNumber("exit_code", outcome.ExitCode);
        json.WriteNumber("clean_images", outcome.Images);
        json.WriteNumber("seconds", outcome.Seconds);
        json.WriteStartArray("findings");
        foreach (var finding in outcome.Findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule.Id);
            json.WriteString("name", finding.Rule.Name);
            json.WriteString("message", finding.Message);
            WriteFigures(json, "figures", finding);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>The text of one object and the end of its line.</summary>
    /// <param name="properties">Writes what is in it.</param>
    public static string Written(Action<Utf8JsonWriter> properties)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            properties(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray()) + "\n";
    }

    /// <summary>The figures of a finding as an object.</summary>
    public static void WriteFigures(Utf8JsonWriter json, string name, ScanFinding finding)
    {
        json.WriteStartObject(name);
        foreach (var (figure, value) in finding.Figures) json.WriteNumber(figure, value);
        json.WriteEndObject();
    }
}
