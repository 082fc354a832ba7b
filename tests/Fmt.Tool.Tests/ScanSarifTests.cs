using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using Fmt.Signs;
using Fmt.Tool.Scan;
using Json.Schema;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>SARIF as its published schema has it, for every outcome.</summary>
public sealed class ScanSarifTests
{
    private static readonly ImmutableSortedDictionary<string, double> Figures = ImmutableSortedDictionary<string, double>.Empty.Add("led_percent", 97.5).Add("class", 3);

    private static readonly ImmutableArray<ScanFinding> Signs = [.. ScanRule.All.Where(r => r != ScanRule.NotValid).Select(r => new ScanFinding(r, $"What {r.Name} says.", Figures))];

    private static readonly string[] All = ["sign", "none", "not valid", "impossible"];

    public static TheoryData<string> States => new(All);

    [Theory]
    [MemberData(nameof(States))]
    public void A_log_is_valid(string state)
    {
        var log = ScanSarif.Of(Outcome(state), "/project");
        var result = Schema().Evaluate(JsonNode.Parse(log), new EvaluationOptions { OutputFormat = OutputFormat.List, RequireFormatValidation = true });
        Assert.True(result.IsValid, string.Join("\n", result.Details.Where(d => d.HasErrors).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation}: {e.Value}"))));
    }

    [Fact]
    public void The_schema_refuses_what_is_no_log() =>
        Assert.False(Schema().Evaluate(JsonNode.Parse(ScanSarif.Of(Outcome("sign"), "/project").Replace("\"ruleId\"", "\"rule\""))).IsValid);

    [Fact]
    public void Rules_are_constant_and_the_fingerprint_has_the_models_digest()
    {
        var run = JsonNode.Parse(ScanSarif.Of(Outcome("sign"), "/project"))!["runs"]![0]!;
        Assert.Equal(["FMTSIGN001", "FMTSIGN002", "FMTSIGN003", "FMTSIGN900"], run["tool"]!["driver"]!["rules"]!.AsArray().Select(r => (string)r!["id"]!));
        Assert.Equal("models/a%20b.pth", (string)run["artifacts"]![0]!["location"]!["uri"]!);
        Assert.Equal("abc123", (string)run["artifacts"]![0]!["hashes"]!["sha-256"]!);
        Assert.Equal(["abc123:FMTSIGN001", "abc123:FMTSIGN002", "abc123:FMTSIGN003"], run["results"]!.AsArray().Select(r => (string)r!["partialFingerprints"]!["modelSha256AndRule/v1"]!));
        Assert.Equal(97.5, (double)run["results"]![0]!["properties"]!["led_percent"]!);
    }

    [Fact]
    public void Nothing_found_is_no_result_and_not_called_clean()
    {
        var outcome = Outcome("none");
        Assert.Empty(JsonNode.Parse(ScanSarif.Of(outcome, "/project"))!["runs"]![0]!["results"]!.AsArray());
        Assert.Contains("No known sign was found.", ScanText.Of(outcome));
        Assert.Contains("this is not \"clean\"", ScanText.Of(outcome));
        Assert.Equal([1, 0, 2, 2], All.Select(s => Outcome(s).ExitCode));
    }

    private static ScanOutcome Outcome(string state) => new(
        "/project/models/a b.pth", "abc123", 1234, "ResNet18", 100,
        state switch { "sign" => SignState.Found, "none" => SignState.NoneKnown, "not valid" => SignState.NotValid, _ => null },
        state switch { "sign" => Signs, "none" => [], "not valid" => [new(ScanRule.NotValid, "It is not valid.", Figures)], _ => [ScanOutcome.Impossible("no picture.")] },
        12.5);

    private static JsonSchema Schema()
    {
        using var stream = typeof(ScanSarifTests).Assembly.GetManifestResourceStream("sarif-schema-2.1.0.json")!;
        using var reader = new StreamReader(stream);
        return JsonSchema.FromText(reader.ReadToEnd());
    }
}
