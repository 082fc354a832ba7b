using System;
using System.Linq;
using Fmt.Defences;
using Fmt.Metrics;
using ScottPlot;

namespace Fmt.Reports.Html;

/// <summary>One bar chart per rate, with the controls beside the defence.</summary>
internal static class RateCharts
{
    private const int Width = 328;
    private const int RowHeight = 24;
    private const int NameWidth = 112;
    private const int ValueWidth = 40;

    public static Markup Of(DefenceReport report)
    {
        var charts = Markup.Of($"<div class=\"charts bars\">");
        Add(charts, "ACC", "clean accuracy", report, rates => rates.Acc);
        Add(charts, "ASR", "attack success rate", report, rates => rates.Asr);
        Add(charts, "RA", "robust accuracy", report, rates => rates.Ra);
        return charts.Add($"</div>");
    }

    private static void Add(Markup charts, string rate, string meaning, DefenceReport report, Func<Rates, double?> read)
    {
        var rows = Measured.Rows(report);
        if (rows.All(row => read(row.Rates) is null)) return;
        var chart = new Chart($"bars-{rate}-", Width, 20 + RowHeight * rows.Length, new PixelPadding(NameWidth, ValueWidth, 18, 2), new AxisLimits(0, 100, 0, rows.Length));
        foreach (var tick in (int[])[0, 50, 100])
        {
            chart.Line(tick, 0, tick, rows.Length, tick == 0 ? Tints.Axis : Tints.Rule);
            chart.Word(tick, 0, 0, 10, "middle", Figures.Count(tick), "quiet");
        }
        for (var i = 0; i < rows.Length; i++)
        {
            var middle = rows.Length - i - 0.5;
            var value = read(rows[i].Rates);
            chart.Word(0, middle, -8, 0, "end", rows[i].Short);
            if (value is { } percent && double.IsFinite(percent)) Bar(chart, middle, percent, Tint(rows[i]));
            chart.Word(Math.Clamp(value is { } shown && double.IsFinite(shown) ? shown : 0, 0, 100), middle, 5, 0, "start",
                value is { } known && double.IsFinite(known) ? Figures.Tenths(known) : "–", "value");
        }
        var all = string.Join(", ", rows.Select(row => $"{row.Name} {Figures.Hundredths(read(row.Rates), "not measured")}"));
        charts.Add($"<figure><figcaption><b>{rate}</b> {meaning}, %</figcaption>{chart.ToMarkup($"{rate} in percent: {all}")}</figure>");
    }

    private static void Bar(Chart chart, double middle, double percent, string tint) =>
        chart.Plot.Add.Bar(new Bar
        {
            Position = middle,
            Value = percent,
            Size = 0.62,
            Orientation = Orientation.Horizontal,
            LineWidth = 0,
            FillColor = Tints.Of(tint),
        });

    private static string Tint(Measured row) => row.Role switch
    {
        MeasuredRole.Before => Tints.Before,
        MeasuredRole.Between => Tints.PrunedOnly,
        MeasuredRole.After => Tints.After,
        MeasuredRole.Innocent => Tints.Innocent,
        _ => Tints.Control,
    };
}
