using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Fmt.Defences;
using ScottPlot;

namespace Fmt.Reports.Html;

/// <summary>Loss and training accuracy over the epochs of fine-tuning.</summary>
internal static class TrainingCharts
{
    private const int Width = 420;
    private const int Height = 190;

    /// <summary>Up to this many epochs each has a dot; more would run together.</summary>
    private const int Dotted = 40;

    public static Markup Of(ImmutableArray<EpochRow> epochs)
    {
        if (epochs.IsEmpty) return Markup.Of($"<p>There was no fine-tuning.</p>");
        var section = Markup.Of($"<div class=\"charts\">");
        Add(section, "loss", "mean training cross-entropy", epochs, row => row.Loss, Figures.Short);
        Add(section, "accuracy", "training accuracy, %", epochs, row => row.Accuracy, Figures.Tenths);
        section.Add($"</div><details><summary>Every epoch</summary><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Epoch<th scope=\"col\">Learning rate<th scope=\"col\">Loss<th scope=\"col\">Accuracy, %</thead><tbody>");
        foreach (var row in epochs)
            section.Add($"<tr><td>{row.Epoch}<td>{Figures.Short(row.LearningRate)}<td>{Figures.Short(row.Loss)}<td>{Figures.Hundredths(row.Accuracy, "–")}");
        return section.Add($"</tbody></table></div></details>");
    }

    private static void Add(Markup section, string id, string meaning, ImmutableArray<EpochRow> epochs, Func<EpochRow, double> read, Func<double, string> say)
    {
        var points = epochs.Where(row => double.IsFinite(read(row))).Select(row => new Coordinates(row.Epoch, read(row))).ToArray();
        section.Add($"<figure><figcaption>{meaning}</figcaption>");
        if (points.Length == 0)
            section.Add($"<p>No epoch has a finite value.</p>");
        else
            section.Add(Draw(id, meaning, points, epochs[0].Epoch, epochs[^1].Epoch, say));
        section.Add($"</figure>");
    }

    private static Markup Draw(string id, string meaning, Coordinates[] points, int first, int last, Func<double, string> say)
    {
        double low = points.Min(point => point.Y), high = points.Max(point => point.Y);
        double[] ticks = Ticks(low, high);
        // A dot at the edge of the data area would be cut in half.
        double margin = Math.Max(last - first, 1) * 0.02, left = first - margin, right = Math.Max(last, first + 1) + margin;
        double headroom = (ticks[^1] - ticks[0]) * 0.03;
        var chart = new Chart($"curve-{id}-", Width, Height, new PixelPadding(52, 14, 24, 10), new AxisLimits(left, right, ticks[0] - headroom, ticks[^1] + headroom));
        foreach (double tick in ticks)
        {
            chart.Line(left, tick, right, tick, Tints.Rule);
            chart.Word(left, tick, -9, 0, "end", tick.ToString("0.######", CultureInfo.InvariantCulture), "quiet");
        }
        int step = Math.Max(1, (int)Math.Ceiling((last - first) / 8.0));
        for (int epoch = first; epoch <= last; epoch += step)
            chart.Word(epoch, ticks[0], 0, 14, "middle", epoch.ToString(CultureInfo.InvariantCulture), "quiet");
        var curve = chart.Plot.Add.Scatter(points);
        curve.Color = Tints.Of(Tints.After);
        curve.LineWidth = 2;
        curve.MarkerSize = points.Length <= Dotted ? 5 : 0;
        return chart.ToMarkup($"{meaning} by epoch: {say(points[0].Y)} in epoch {first}, {say(points[^1].Y)} in epoch {last}; lowest {say(low)}, highest {say(high)}");
    }

    /// <summary>Three to six round values that enclose the data.</summary>
    private static double[] Ticks(double low, double high)
    {
        double span = Math.Max(high - low, Math.Max(Math.Abs(high) * 0.02, 1e-6));
        double magnitude = Math.Pow(10, Math.Floor(Math.Log10(span / 4)));
        double step = magnitude * ((double[])[1, 2, 5, 10]).First(factor => factor * magnitude * 4 >= span);
        double start = Math.Floor(low / step), end = Math.Max(Math.Ceiling(high / step), start + 1);
        return [.. Enumerable.Range(0, (int)(end - start) + 1).Select(i => (start + i) * step)];
    }
}
