using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using Spectre.Console;

namespace Fmt.Tool.Population;

/// <summary>What every network reached, for the console and as Markdown.</summary>
internal static class PopulationTable
{
    private static readonly string[] Columns = ["name", "half", "architecture", "data", "training", "attack", "ACC", "ASR", "RA"];

    private static readonly int FirstNumber = Array.IndexOf(Columns, "ACC");

    /// <summary>As a Markdown table.</summary>
    /// <param name="rows">Rows with figures.</param>
    public static string Markdown(IEnumerable<MemberRow> rows)
    {
        var text = new StringBuilder();
        void Line(IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells.Select(c => c.Replace("|", "\\|"))).Append(" |\n");
        Line(Columns);
        Line(Columns.Select((_, i) => i < FirstNumber ? "---" : "---:"));
        foreach (var row in rows) Line(Cells(row));
        return text.ToString();
    }

    /// <summary>On a console.</summary>
    /// <param name="rows">Rows with figures.</param>
    /// <param name="console">The console.</param>
    public static void Write(IEnumerable<MemberRow> rows, IAnsiConsole console)
    {
        var table = new Table { Border = TableBorder.Rounded };
        for (var i = 0; i < Columns.Length; i++)
        {
            var column = new TableColumn(Columns[i]);
            table.AddColumn(i == 0 ? column.NoWrap() : i < FirstNumber ? column : column.RightAligned().NoWrap());
        }

        foreach (var row in rows) table.AddRow(Cells(row).Select(c => new Text(c)));
        console.Write(table);
    }

    private static string[] Cells(MemberRow row) =>
        [row.Name, row.Half, row.Architecture, row.Data, row.Training, row.Attack, Number(row.Rates?.Acc), Number(row.Rates?.Asr), Number(row.Rates?.Ra)];

    private static string Number(double? value) => value is { } v ? v.ToString("0.00", CultureInfo.InvariantCulture) : "";
}
