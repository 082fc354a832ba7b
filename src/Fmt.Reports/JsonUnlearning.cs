using System.Text.Json;
using Fmt.Defences;
using Fmt.Signs;

namespace Fmt.Reports;

/// <summary>The keys of the JSON report that a repair fills: <c>repair</c>, <c>reactivated</c>, <c>innocent</c>, <c>response</c>.</summary>
internal static class JsonUnlearning
{
    public static void Write(Utf8JsonWriter json, DefenceReport report)
    {
        if (report.Unlearning is { } findings) WriteFindings(json, report, findings);
        else json.WriteNull("repair");
        json.WriteRates("reactivated", report.ReActivated);
        json.WriteObjects("innocent", report.Innocent, innocent =>
        {
            json.WriteString("name", innocent.Name);
            json.WriteRates(innocent.Rates);
        });
        WriteResponse(json, report.Response);
    }

    public static void WriteGuard(Utf8JsonWriter json, AccuracyGuard? guard) => json.WriteObject("guard", guard, judged =>
    {
        json.WriteBoolean("handed_back", judged.HandedBack);
        json.WriteFigure("max_loss", judged.MaxLoss);
        json.WriteNumber("images", judged.Images);
        json.WriteFigure("before", judged.Before);
        json.WriteString("change", judged.Change);
        json.WriteObjects("attempts", judged.Attempts, attempt =>
        {
            json.WriteBoolean("frozen_statistics", attempt.FrozenStatistics);
            json.WriteBoolean("kept", attempt.Kept);
            foreach (var (name, part) in new[] { ("plain", attempt.Plain), ("changed", attempt.Changed) })
                json.WriteObject(name, part, loss =>
                {
                    json.WriteFigure("after", loss.After);
                    json.WriteFigure("loss", loss.Points);
                    json.WriteFigure("standard_error", loss.StandardError);
                    json.WriteFigure("bound", loss.Bound);
                });
        });
    });

    private static void WriteFindings(Utf8JsonWriter json, DefenceReport report, UnlearningFindings findings)
    {
        json.WriteStartObject("repair");
        json.WriteBoolean("repaired", findings.Changed);
        json.WriteString("branch", findings.Branch?.ToString());
        JsonState.Write(json, report, findings);
        WriteSign(json, findings.Sign);
        WriteClasses(json, findings.Classes);
        WriteReadings(json, findings);
        json.WriteFigure("reestimation_loss", findings.ReestimationLoss);
        json.WriteBoolean("flip", findings.Flip);
        json.WriteString("precision", findings.Precision.ToString());
        json.WriteFigure("strength", findings.Strength);
        WriteUse(json, findings.Use);
        WritePerturbations(json, findings);
        json.WriteFigure("held", findings.Held);
        json.WriteObjects("phases", TrainingPhase.Of(report), phase =>
        {
            json.WriteString("name", phase.Name);
            json.WriteNumber("epochs", phase.Epochs.Length);
        });
        json.WriteStartObject("passes");
        json.WriteNumber("forward", findings.Passes.Forward);
        json.WriteNumber("backward", findings.Passes.Backward);
        json.WriteEndObject();
        json.WriteFigure("seconds", findings.Seconds);
        json.WriteStartArray("next");
        foreach (var step in UnlearningWords.Next(report)) json.WriteStringValue(step);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteSign(Utf8JsonWriter json, BackdoorSign? sign) => json.WriteObject("sign", sign, trace =>
    {
        json.WriteBoolean("found", trace.Found);
        json.WriteFigure("threshold", trace.Threshold);
        json.WriteFigure("largest", trace.Largest);
        json.WriteString("place", trace.Place);
        json.WriteFigure("early_median", trace.EarlyMedian);
        json.WriteStartObject("evidence");
        foreach (var place in trace.Evidence)
        {
            json.WriteStartObject(place.Norm);
            json.WriteString("layer", place.Layer);
            json.WriteChannels("channels", place.Channels);
            json.WriteFigures("divergence", place.Divergence);
            json.WriteEndObject();
        }
        json.WriteEndObject();
    });

    private static void WriteUse(Utf8JsonWriter json, DirectionUse? use) => json.WriteObject("use", use, opinion =>
    {
        json.WriteBoolean("found", opinion.Found);
        json.WriteFigure("largest_share", opinion.LargestShare);
        json.WriteFigure("share_threshold", opinion.ShareThreshold);
        json.WriteFigure("strength", opinion.Strength);
        json.WriteFigure("strength_threshold", opinion.StrengthThreshold);
    });

    private static void WriteClasses(Utf8JsonWriter json, ClassSign? classes) => json.WriteObject("classes", classes, found =>
    {
        json.WriteBoolean("found", found.Found);
        json.WriteFigure("threshold", ClassSign.Threshold);
        json.WriteFigure("few_threshold", found.LeastByFew);
        json.WriteNumber("leading", found.Leading);
        json.WriteFigure("reached_by_few", found.ReachedByFew);
        json.WriteFigures("reached", found.Reached);
    });

    private static void WriteReadings(Utf8JsonWriter json, UnlearningFindings findings)
    {
        json.WriteObjects("signs", findings.Readings, reading =>
        {
            json.WriteString("sign", reading.Sign);
            json.WriteFigure("statistic", reading.Statistic);
            json.WriteFigure("threshold", reading.Threshold);
            json.WriteFigure("class", reading.Class);
            json.WriteBoolean("found", reading.Found);
        });
    }

    private static void WritePerturbations(Utf8JsonWriter json, UnlearningFindings findings)
    {
        json.WriteObjects("perturbations", findings.Perturbations, found =>
        {
            json.WriteString("kind", found.Kind);
            json.WriteNumber("class", found.Class);
            json.WriteFigure("before", found.Before);
            json.WriteFigure("after", found.After);
            json.WriteFigure("cosine", found.Cosine);
            json.WriteFigure("strength", found.Strength);
        });
        if (LeadingClass.Of(findings.Perturbations) is { } lead)
        {
            json.WriteStartObject("leading_class");
            json.WriteNumber("class", lead.Class);
            json.WriteNumber("perturbations", lead.Leading);
            json.WriteFigure("share", lead.Share);
            json.WriteBoolean("agreed", lead.Agreed);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("leading_class");
        }
    }

    private static void WriteResponse(Utf8JsonWriter json, MapResponse? response) => json.WriteObject("response", response, fall =>
    {
        json.WriteFigure("share", fall.Share);
        json.WriteNumber("maps", fall.Maps);
        json.WriteNumber("halved", fall.Halved);
        json.WriteFigure("fall", fall.Fall);
        if (fall.Named is { } named) json.WriteNumber("named", named);
        else json.WriteNull("named");
    });
}
