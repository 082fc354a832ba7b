using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Text.Json;

namespace Fmt.Tool.Scan;

/// <summary>A scan as SARIF 2.1.0 (OASIS), which code hosts show beside other findings.</summary>
internal static class ScanSarif
{
    /// <summary>One log with one run.</summary>
    /// <param name="outcome">The outcome.</param>
    /// <param name="folder">The folder that the model's address is relative to.</param>
    public static string Of(ScanOutcome outcome, string folder) => ScanJson.Written(json =>
    {
        json.WriteString("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
        json.WriteString("version", "2.1.0");
        json.WriteStartArray("runs");
        json.WriteStartObject();
        WriteTool(json);
        WriteInvocation(json, outcome);
        WriteArtifact(json, outcome, folder);
        json.WriteStartArray("results");
        foreach (var finding in outcome.Findings) WriteResult(json, outcome, finding, folder);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static void WriteTool(Utf8JsonWriter json)
    {
        json.WriteStartObject("tool");
        json.WriteStartObject("driver");
        json.WriteString("name", "fmtdsl");
        json.WriteString("semanticVersion", typeof(ScanSarif).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion);
        json.WriteStartArray("rules");
        foreach (var rule in ScanRule.All)
        {
            json.WriteStartObject();
            json.WriteString("id", rule.Id);
            json.WriteString("name", rule.Name);
            WriteText(json, "shortDescription", rule.Description);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteInvocation(Utf8JsonWriter json, ScanOutcome outcome)
    {
        json.WriteStartArray("invocations");
        json.WriteStartObject();
        json.WriteBoolean("executionSuccessful", outcome.State is not null);
        json.WriteNumber("exitCode", outcome.ExitCode);
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteArtifact(Utf8JsonWriter json, ScanOutcome outcome, string folder)
    {
        json.WriteStartArray("artifacts");
        json.WriteStartObject();
        json.WriteStartObject("location");
        json.WriteString("uri", Address(outcome.Model, folder));
        json.WriteEndObject();
        json.WriteNumber("length", outcome.Bytes);
        json.WriteStartObject("hashes");
        json.WriteString("sha-256", outcome.Sha256);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
    }

    private static void WriteResult(Utf8JsonWriter json, ScanOutcome outcome, ScanFinding finding, string folder)
    {
        var isSign = finding.Rule != ScanRule.NotValid;
        json.WriteStartObject();
        json.WriteString("ruleId", finding.Rule.Id);
        json.WriteNumber("ruleIndex", ScanRule.All.IndexOf(finding.Rule));
        // Where nothing can be said there is no failure to give a level to.
        json.WriteString("kind", isSign ? "fail" : "open");
        json.WriteString("level", isSign ? "error" : "none");
        WriteText(json, "message", finding.Message);
        json.WriteStartArray("locations");
        json.WriteStartObject();
        json.WriteStartObject("physicalLocation");
        json.WriteStartObject("artifactLocation");
        json.WriteString("uri", Address(outcome.Model, folder));
        json.WriteNumber("index", 0);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteStartObject("partialFingerprints");
        json.WriteString("modelSha256AndRule/v1", $"{outcome.Sha256}:{finding.Rule.Id}");
        json.WriteEndObject();
        ScanJson.WriteFigures(json, "properties", finding);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string text)
    {
        json.WriteStartObject(name);
        json.WriteString("text", text);
        json.WriteEndObject();
    }

    /// <summary>The model's address relative to the folder of the call, as a URI reference.</summary>
    private static string Address(string model, string folder) =>
        string.Join('/', Path.GetRelativePath(folder, Path.GetFullPath(model, folder)).Split(Path.DirectorySeparatorChar).Select(Uri.EscapeDataString));
}
