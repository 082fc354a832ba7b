using System;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using Fmt.Files;
using Fmt.Tool.Running;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Compare;

/// <summary>Runs every method on every case of a folder and writes the table. Finished runs are kept in a store and not repeated.</summary>
internal sealed class CompareCommand : Command<CompareSettings>
{
    public override int Execute(CommandContext context, CompareSettings settings, CancellationToken cancellation) => Failure.Compute(
        () =>
        {
            Compare(settings, cancellation);
            return 0;
        },
        $"Stopped. Finished runs are in {settings.Store}; the same command goes on.");

    private static void Compare(CompareSettings settings, CancellationToken cancellation)
    {
        var (methods, seeds) = (settings.Chosen(), settings.SeedNumbers());
        var all = ComparedCase.Of(settings.Folder, settings.Images, settings.Registry());
        var cases = settings.Choose(all);
        OutputFiles.Check([settings.StoreFile, settings.HtmlFile, settings.MarkdownFile], all.SelectMany(c => c.File.Inputs));
        using var store = new RunStore(settings.Store);
        var keys = new RunKeys(all, !settings.NoReActivation, settings.MaxAccuracyLoss, settings.CleanImages);
        var jobs = new Jobs(store, keys, all, cancellation).Of(cases, methods, seeds, settings.Scores);
        WorkItem[] items = [.. jobs.SelectMany(r => r.Jobs).Select(j => j.Item)], missing = [.. items.Where(i => !store.Has(i))];
        var outdated = missing.Count(store.HasOther);
        foreach (var round in jobs) JobRunner.Run(store, round, settings.Jobs, cancellation);
        Write(settings, Comparison.Of(store, keys, cases, methods, seeds, settings.Scores), items.Length, missing.Length, outdated);
    }

    private static void Write(CompareSettings settings, Comparison comparison, int rows, int run, int outdated)
    {
        ConsoleTable.Write(TextTable.Of(comparison), AnsiConsole.Console);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows} rows: {rows - run} from the store, {run} run."));
        if (outdated > 0) AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Of the rows that were run the store has {outdated} with other files, settings or of another program; they were not used."));
        OutputFiles.Write(
            (settings.MarkdownFile, path => Write(path, MarkdownTable.Of(TextTable.Of(comparison)))),
            (settings.HtmlFile, path => Write(path, HtmlPage.Of(comparison))));
        AnsiConsole.MarkupLineInterpolated($"Page: {settings.Html}   store: {settings.Store}");
    }

    private static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
