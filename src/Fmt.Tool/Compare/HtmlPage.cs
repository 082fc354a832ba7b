using System;
using System.Linq;
using System.Net;
using System.Text;

namespace Fmt.Tool.Compare;

/// <summary>The tables as one page that needs nothing else.</summary>
internal static class HtmlPage
{
    private const string Head =
        """
        <!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Defences compared</title>
        <style>
        :root { color-scheme: light dark; --rule: light-dark(#d5d8dc, #3a3f45); --quiet: light-dark(#5b636b, #9aa3ab); --ours: light-dark(#eef5ff, #16263b) }
        body { font: 15px/1.45 system-ui, sans-serif; margin: 0 auto; max-width: 62rem; padding: 1rem }
        h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin: 2rem 0 .5rem }
        .scroll { overflow-x: auto } table { border-collapse: collapse; font-variant-numeric: tabular-nums; width: 100% }
        th, td { border-bottom: 1px solid var(--rule); padding: .25rem .6rem; text-align: right; white-space: nowrap }
        th:first-child { text-align: left } thead th { color: var(--quiet); font-weight: 500 } tbody th { font-weight: 500 } tr.ours { background: var(--ours) }
        p { color: var(--quiet); font-size: .85rem }
        </style><h1>Defences compared</h1>
        """;

    public static string Of(Comparison comparison)
    {
        var page = new StringBuilder(Head);
        foreach (var table in TextTable.Of(comparison))
        {
            page.Append("<section><h2>").Append(Text(table.Title)).Append("</h2><div class=\"scroll\" role=\"region\" tabindex=\"0\" aria-label=\"").Append(Text(table.Title)).Append("\"><table><thead><tr>");
            foreach (var column in table.Columns) page.Append("<th scope=\"col\">").Append(Text(column)).Append("</th>");
            page.Append("</tr></thead><tbody>");
            foreach (var row in table.Rows)
            {
                page.Append(row[0].StartsWith("Default", StringComparison.Ordinal) ? "<tr class=\"ours\">" : "<tr>").Append("<th scope=\"row\">").Append(Text(row[0])).Append("</th>");
                foreach (var cell in row.Skip(1)) page.Append("<td>").Append(Text(cell)).Append("</td>");
                page.Append("</tr>");
            }

            page.Append("</tbody></table></div><p>").Append(Text(table.Note)).Append("</p></section>");
        }

        return page.Append("</html>\n").ToString();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
