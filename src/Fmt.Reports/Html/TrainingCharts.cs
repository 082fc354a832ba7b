using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Defences;
using Fmt.Engine;
using ScottPlot;

namespace Fmt.Reports.Html;

/// <summary>Loss and training accuracy over the epochs of a defence's training.</summary>
internal static class TrainingCharts
{
    private const int Width = 420;
    private const int Height = 190;

    /// <summary>Up to this many epochs each has a dot; more would run together.</summary>
    private const int Dotted = 40;

    public static Markup Of(DefenceReport report)
    {
        // A network left alone has no training to show.
        if (report.Unlearning is { Changed: false }) return Markup.Of($"");
        var section = Markup.Of($"<section aria-labelledby=\"training\">\n<h2 id=\"training\">{(!report.Scores.IsEmpty ? "Fine-tuning" : "Training")}</h2>\n");
        var phases = TrainingPhase.Of(report);
        section.Add(phases.IsEmpty ? Markup.Of($"<p>There was no fine-tuning.</p>") : Charts(phases, !report.Scores.IsEmpty ? "mean training cross-entropy" : "mean training loss"));
        return section.Add($"\n</section>");
    }

    private static Markup Charts(ImmutableArray<TrainingPhase> phases, string loss)
    {
        var section = Markup.Of($"");
        if (phases.Length > 1) section.Add($"<p class=\"small\">Epochs: {string.Join(", then ", phases.Select(phase => $"{Figures.Count(phase.Epochs.Length)} of {phase.Name}"))}; the upright rule parts them.</p>");
        section.Add($"<div class=\"charts\">");
        Add(section, "loss", loss, phases, row => row.Loss, Figures.Short);
        Add(section, "accuracy", "training accuracy, %", phases, row => row.Accuracy, Figures.Tenths);
        section.Add($"</div><details><summary>Every epoch</summary><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Epoch<th scope=\"col\">Learning rate<th scope=\"col\">Loss<th scope=\"col\">Accuracy, %</thead><tbody>");
        foreach (var phase in phases)
        {
            var prefix = phases.Length > 1 ? phase.Name + ", " : "";
            foreach (var row in phase.Epochs)
                section.Add($"<tr><td>{prefix}{row.Epoch}<td>{Figures.Short(row.LearningRate)}<td>{Figures.Short(row.Loss)}<td>{Figures.Hundredths(row.Accuracy, "–")}");
        }
        return section.Add($"</tbody></table></div></details>");
    }

    /// <summary>Phases are drawn one after another: the epochs of the second go on where the first's end.</summary>
    private static void Add(Markup section, string id, string meaning, ImmutableArray<TrainingPhase> phases, Func<EpochRow, double> read, Func<double, string> say)
    {
        var points = new List<Coordinates>();
        var ends = new List<int>();
        var before = 0;
        foreach (var phase in phases)
        {
            points.AddRange(phase.Epochs.Where(row => double.IsFinite(read(row))).Select(row => new Coordinates(before + row.Epoch, read(row))));
            ends.Add(before += phase.Epochs[^1].Epoch);
        }
        section.Add($"<figure><figcaption>{meaning}</figcaption>");
        if (points.Count == 0)
            section.Add($"<p>No epoch has a finite value.</p>");
        else
            section.Add(Draw(id, meaning, [.. points], phases[0].Epochs[0].Epoch, ends, say));
        section.Add($"</figure>");
    }

    private static Markup Draw(string id, string meaning, Coordinates[] points, int first, List<int> ends, Func<double, string> say)
    {
        var last = ends[^1];
        double low = points.Min(point => point.Y), high = points.Max(point => point.Y);
        var ticks = Ticks(low, high);
        // A dot at the edge of the data area would be cut in half.
        double margin = Math.Max(last - first, 1) * 0.02, left = first - margin, right = Math.Max(last, first + 1) + margin;
        var headroom = (ticks[^1] - ticks[0]) * 0.03;
        var chart = new Chart($"curve-{id}-", Width, Height, new PixelPadding(52, 14, 24, 10), new AxisLimits(left, right, ticks[0] - headroom, ticks[^1] + headroom));
        foreach (var tick in ticks)
        {
            chart.Line(left, tick, right, tick, Tints.Rule);
            chart.Word(left, tick, -9, 0, "end", tick.ToString("0.######", CultureInfo.InvariantCulture), "quiet");
        }
        var step = Math.Max(1, (int)Math.Ceiling((last - first) / 8.0));
        for (var epoch = first; epoch <= last; epoch += step)
            chart.Word(epoch, ticks[0], 0, 14, "middle", epoch.ToString(CultureInfo.InvariantCulture), "quiet");
        foreach (var end in ends.SkipLast(1)) chart.Line(end + 0.5, ticks[0], end + 0.5, ticks[^1], Tints.Axis);
        var curve = chart.Plot.Add.Scatter(points);
        curve.Color = Tints.Of(Tints.After);
        curve.LineWidth = 2;
        curve.MarkerSize = points.Length <= Dotted ? 5 : 0;
        return chart.ToMarkup($"{meaning} by epoch: {say(points[0].Y)} in epoch {first}, {say(points[^1].Y)} in epoch {last}; lowest {say(low)}, highest {say(high)}");
    }

    /// <summary>Three to six round values that enclose the data.</summary>
    private static double[] Ticks(double low, double high)
    {
        var span = Math.Max(high - low, Math.Max(Math.Abs(high) * 0.02, 1e-6));
        var magnitude = Math.Pow(10, Math.Floor(Math.Log10(span / 4)));
        var step = magnitude * ((double[])[1, 2, 5, 10]).First(factor => factor * magnitude * 4 >= span);
        double start = Math.Floor(low / step), end = Math.Max(Math.Ceiling(high / step), start + 1);
        return [.. Enumerable.Range(0, (int)(end - start) + 1).Select(i => (start + i) * step)];
    }
}
