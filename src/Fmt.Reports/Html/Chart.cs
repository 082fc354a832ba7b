using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Xml.Linq;
using ScottPlot;

namespace Fmt.Reports.Html;

/// <summary>A ScottPlot drawing that becomes inline SVG: shapes by ScottPlot, words as SVG text in the page's own font.</summary>
/// <remarks>
/// ScottPlot would place every letter by the fonts of the machine that writes the report; on a machine without fonts the words would be lost,
/// and two machines would write two reports.
/// </remarks>
internal sealed class Chart
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly string _id;
    private readonly int _width;
    private readonly int _height;
    private readonly List<XElement> _words = [];

    /// <param name="id">Unique in the page: it prefixes the ids inside the drawing.</param>
    /// <param name="width">Width in CSS pixels, and the widest the chart is shown.</param>
    /// <param name="height">Height in CSS pixels.</param>
    /// <param name="padding">Room around the data area.</param>
    /// <param name="limits">The data area in data units.</param>
    public Chart(string id, int width, int height, PixelPadding padding, AxisLimits limits)
    {
        (_id, _width, _height) = (id, width, height);
        Plot.FigureBackground.Color = Colors.Transparent;
        Plot.DataBackground.Color = Colors.Transparent;
        Plot.HideGrid();
        Plot.HideAxesAndGrid();
        Plot.Layout.Fixed(padding);
        Plot.Axes.SetLimits(limits);
        Plot.RenderInMemory(width, height);
    }

    public Plot Plot { get; } = new();

    /// <summary>A straight line in data units.</summary>
    public void Line(double x1, double y1, double x2, double y2, string tint)
    {
        var line = Plot.Add.Line(x1, y1, x2, y2);
        line.LineColor = Tints.Of(tint);
        line.LineWidth = 1;
        line.MarkerSize = 0;
    }

    /// <summary>Writes words at a place in data units, moved by pixels.</summary>
    /// <param name="x">Place, in data units.</param>
    /// <param name="y">Place of the middle of the line, in data units.</param>
    /// <param name="right">Pixels further right.</param>
    /// <param name="down">Pixels further down.</param>
    /// <param name="anchor"><c>start</c>, <c>middle</c> or <c>end</c>.</param>
    /// <param name="text">The words.</param>
    /// <param name="style">A class of the page, or empty.</param>
    public void Word(double x, double y, double right, double down, string anchor, string text, string style = "")
    {
        var pixel = Plot.GetPixel(new Coordinates(x, y));
        _words.Add(new XElement(Svg + "text",
            new XAttribute("x", Number(pixel.X + right)), new XAttribute("y", Number(pixel.Y + down)),
            new XAttribute("dy", "0.35em"), new XAttribute("text-anchor", anchor),
            style.Length == 0 ? null : new XAttribute("class", style), text));
    }

    /// <summary>The drawing.</summary>
    /// <param name="description">What it shows, for readers who do not see it.</param>
    public Markup ToMarkup(string description)
    {
        var root = XElement.Parse(Plot.GetSvgXml(_width, _height));
        // The writer numbers its ids by a count kept over the whole process.
        var ids = root.Descendants().Attributes("id").Select((id, index) => (id.Value, New: $"{_id}{Number(index)}")).ToDictionary(pair => pair.Value, pair => pair.New);
        foreach (var node in root.Descendants())
            foreach (var attribute in node.Attributes().ToList()) Mend(node, attribute, ids);
        root.RemoveAttributes();
        root.Add(new XAttribute("viewBox", $"0 0 {Number(_width)} {Number(_height)}"), new XAttribute("role", "img"), new XAttribute("aria-label", description));
        root.Add(_words);
        foreach (var node in root.DescendantsAndSelf()) node.Name = node.Name.LocalName;
        return Markup.Trusted(root.ToString(SaveOptions.DisableFormatting));
    }

    /// <summary>Ids are made unique in the page, colours are left to the page.</summary>
    private static void Mend(XElement node, XAttribute attribute, Dictionary<string, string> ids)
    {
        if (attribute.Name == "id") attribute.Value = ids[attribute.Value];
        else if (attribute.Value.StartsWith("url(#", StringComparison.Ordinal)) attribute.Value = $"url(#{ids[attribute.Value["url(#".Length..^1]]})";
        else if (Tints.Variables.TryGetValue(attribute.Value, out var variable))
        {
            node.SetAttributeValue("style", (string?)node.Attribute("style") + $"{attribute.Name}:var({variable});");
            attribute.Remove();
        }
    }

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
