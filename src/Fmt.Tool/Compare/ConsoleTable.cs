using System;
using System.Collections.Generic;
using System.Linq;
using Spectre.Console;

namespace Fmt.Tool.Compare;

/// <summary>The tables on a console.</summary>
internal static class ConsoleTable
{
    /// <summary>The first table last, where a reader of a console looks.</summary>
    public static void Write(IEnumerable<TextTable> tables, IAnsiConsole console)
    {
        foreach (var text in tables.Reverse())
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
