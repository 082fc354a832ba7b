using Spectre.Console;

namespace Fmt.Tool.Running;

/// <summary>Progress bars, the same in all commands.</summary>
internal static class Bars
{
    /// <summary>Bars that stay when their work is done.</summary>
    /// <param name="more">Columns after description, bar, percentage and time.</param>
    public static Progress Make(params ProgressColumn[] more) => AnsiConsole.Progress()
        .HideCompleted(false)
        .Columns([new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), .. more]);
}
