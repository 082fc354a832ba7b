using System.Text.Json;
using Fmt.Defences;
using Fmt.Signs;

namespace Fmt.Reports;

/// <summary>The keys of the JSON report that say what the signs come to, with their rates, what moved the thresholds, and how a repair knew that it was finished.</summary>
internal static class JsonState
{
    public static void Write(Utf8JsonWriter json, DefenceReport report, UnlearningFindings findings)
    {
        json.WriteString("verdict", StateWords.Name(findings.State));
        WriteRates(json, SignRates.LookedAtOnce);
        json.WriteObjects("raised_thresholds", findings.Raised, raised =>
        {
            json.WriteString("sign", raised.Sign);
            json.WriteFigure("from", raised.From);
            json.WriteFigure("to", raised.To);
            json.WriteString("innocent", StateWords.Innocent(report, raised));
        });
        json.WriteObjects("checks", findings.Checks, check =>
        {
            json.WriteNumber("class", check.Class);
            json.WriteString("kind", check.Kind);
            json.WriteFigure("reached", check.Reached);
            json.WriteFigure("others", check.Others);
            json.WriteBoolean("finished", check.Finished);
        });
    }

    private static void WriteRates(Utf8JsonWriter json, SignRates rates)
    {
        json.WriteStartObject("verdict_rates");
        json.WriteNumber("innocent", rates.Innocent);
        json.WriteNumber("innocent_with_a_sign", rates.FalseAlarms);
        json.WriteNumber("innocent_not_valid", rates.InnocentNotValid);
        json.WriteNumber("backdoored", rates.Backdoored);
        json.WriteNumber("backdoored_without_a_sign", rates.Missed);
        json.WriteNumber("backdoored_not_valid", rates.BackdooredNotValid);
        json.WriteEndObject();
    }
}
