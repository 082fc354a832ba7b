using System;
using System.Linq;
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
