using System;
using System.Collections.Generic;
using System.IO;
using System.Text;

namespace Fmt.Reports.Html;

/// <summary>The page's layout, with places marked <c>{{name}}</c>.</summary>
internal static class Template
{
    private const string Resource = "Fmt.Reports.report.html";

    /// <summary>Fills every place, in one pass: what is filled in is not searched again.</summary>
    /// <exception cref="InvalidOperationException">A place has no content, or a content no place: the layout and the code have parted.</exception>
    public static string Fill(IReadOnlyDictionary<string, Markup> contents)
    {
        var layout = Read();
        var page = new StringBuilder(layout.Length * 4);
        var unused = new HashSet<string>(contents.Keys);
        var at = 0;
        for (int open; (open = layout.IndexOf("{{", at, StringComparison.Ordinal)) >= 0;)
        {
            var close = layout.IndexOf("}}", open, StringComparison.Ordinal);
            var name = layout[(open + 2)..close];
            if (!contents.TryGetValue(name, out var content)) throw new InvalidOperationException($"report.html has a place '{name}' that nothing fills.");
            page.Append(layout, at, open - at).Append(content);
            unused.Remove(name);
            at = close + 2;
        }
        if (unused.Count > 0) throw new InvalidOperationException($"report.html has no place for '{string.Join("', '", unused)}'.");
        return page.Append(layout, at, layout.Length - at).ToString();
    }

    private static string Read()
    {
        using var stream = typeof(Template).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource '{Resource}' is missing from this build.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
