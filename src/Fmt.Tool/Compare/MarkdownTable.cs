using System.Collections.Generic;
using System.Linq;
using System.Text;
using Spectre.Console;

namespace Fmt.Tool.Compare;

/// <summary>The tables as Markdown.</summary>
internal static class MarkdownTable
{
    public static string Of(IEnumerable<TextTable> tables)
    {
        var text = new StringBuilder();
        foreach (var table in tables)
        {
            text.Append("### ").Append(table.Title).Append("\n\n| ").AppendJoin(" | ", table.Columns).Append(" |\n|").AppendJoin("|", table.Columns.Select((_, i) => i == 0 ? "---" : "---:")).Append("|\n");
            foreach (var row in table.Rows) text.Append("| ").AppendJoin(" | ", row.Select(cell => cell.Replace("|", "\\|"))).Append(" |\n");
            text.Append('\n').Append(table.Note).Append("\n\n");
        }

        return text.ToString();
    }
}
