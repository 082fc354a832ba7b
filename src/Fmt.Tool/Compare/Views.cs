using System;
using System.Linq;
using System.Net;
using System.Text;
using Spectre.Console;

namespace Fmt.Tool.Compare;

/// <summary>The tables on a console.</summary>
internal static class ConsoleTable
{
    public static void Write(Comparison comparison, IAnsiConsole console)
    {
        foreach (var text in TextTable.Of(comparison).Reverse())
        {
            var table = new Table { Border = TableBorder.Rounded, Title = new TableTitle(Markup.Escape(text.Title)) };
            for (var i = 0; i < text.Columns.Length; i++)
            {
                var column = new TableColumn(Markup.Escape(text.Columns[i]));
                table.AddColumn(i == 0 ? column : column.RightAligned().NoWrap());
            }

            foreach (var row in text.Rows) table.AddRow(row.Select(cell => new Text(cell)));
            console.Write(table);
        }
    }
}

/// <summary>The tables as Markdown.</summary>
internal static class MarkdownTable
{
    public static string Of(Comparison comparison)
    {
        var text = new StringBuilder();
        foreach (var table in TextTable.Of(comparison))
        {
            text.Append("### ").Append(table.Title).Append("\n\n| ").AppendJoin(" | ", table.Columns).Append(" |\n|").AppendJoin("|", table.Columns.Select((_, i) => i == 0 ? "---" : "---:")).Append("|\n");
            foreach (var row in table.Rows) text.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|"))).Append(" |\n");
            text.Append('\n').Append(table.Note).Append("\n\n");
        }

        return text.ToString();
    }
}

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
