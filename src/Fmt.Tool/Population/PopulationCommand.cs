using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using Fmt.Files;
using Fmt.Tool.Running;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Population;

/// <summary>
/// Makes the networks of a recipe, each with its case file, and a table of what they reached. What is there is kept: a network whose row has the entry's digest
/// is done, one with weights and no row is only measured, one with another digest is made anew.
/// </summary>
internal sealed class PopulationCommand : Command<PopulationSettings>
{
    public override int Execute(CommandContext context, PopulationSettings settings, CancellationToken cancellation) => Failure.Compute(
        () => Make(settings, cancellation),
        "Stopped. The same command goes on after the last whole epoch of every training.");

    private static int Make(PopulationSettings settings, CancellationToken cancellation)
    {
        var (folder, registry) = (Path.GetFullPath(settings.Out!), settings.Registry());
        var all = Member.Of(settings.Recipe, folder);
        var chosen = settings.Choose(all);
        foreach (var part in new[] { "", "rows", "logs" }) Directory.CreateDirectory(Path.Combine(folder, part));
        var table = new OutputFile("the table", Path.Combine(folder, "population.md"));
        OutputFiles.Check([table, .. chosen.SelectMany(m => m.Outputs)], [new("the recipe", settings.Recipe)]);
        var run = new PopulationRun(new MemberWork(registry, settings.Networks, cancellation), settings.Jobs ?? Environment.ProcessorCount, cancellation);
        var failed = run.Run(chosen);
        MemberRow[] rows = [.. all.Select(MemberWork.Done).OfType<MemberRow>()];
        PopulationTable.Write(rows, AnsiConsole.Console);
        OutputFiles.Write((table, path => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(PopulationTable.Markdown(rows))))));
        AnsiConsole.MarkupLineInterpolated($"Table: {table.Path}");
        if (failed.Length > 0) Console.Error.WriteLine($"error: {failed.Length} of {chosen.Length} networks failed: {string.Join(", ", failed)}.");
        return failed.Length > 0 ? 1 : 0;
    }
}
