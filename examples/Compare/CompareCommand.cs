using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Text;
using System.Threading;
using Fmt.Defences;
using Fmt.Files;
using Fmt.Native;
using Fmt.Weights;
using Microsoft.Data.Sqlite;
using Spectre.Console;
using Spectre.Console.Cli;
using TorchSharp;

namespace Fmt.Compare;

/// <summary>Runs every method on every case of a folder and writes the table. Finished runs are kept in a store and not repeated.</summary>
internal sealed class CompareCommand : Command<CompareCommand.Options>
{
    public sealed class Options : CommandSettings
    {
        [CommandArgument(0, "<FOLDER>"), Description("Folder with case files.")]
        public string Folder { get; init; } = "";

        [CommandOption("--cases <NAMES>"), Description("Names of cases, with commas. Default: all of the folder.")]
        public string? Cases { get; init; }

        [CommandOption("--methods <NAMES>"), Description("Names of methods, with commas. Default: Paper, AsReleased, Default, B, FT, FP, CLP, BNP, RNP, FST, FT-SAM, NAD.")]
        public string? MethodNames { get; init; }

        [CommandOption("--seeds <NUMBERS>"), Description("Seeds, with commas. A seed draws the clean images and everything else."), DefaultValue("0")]
        public string Seeds { get; init; } = "0";

        [CommandOption("--images <N>"), Description("Test images, class-balanced; all where the case has fewer."), DefaultValue(2000)]
        public int Images { get; init; }

        [CommandOption("--jobs <N>"), Description("Runs side by side; each takes up to two cores. Default: one per two cores.")]
        public int? Jobs { get; init; }

        [CommandOption("--scores"), Description("Also compare tests of feature maps: how many of the trigger's maps each finds.")]
        public bool Scores { get; init; }

        [CommandOption("--no-reactivation"), Description("Leave out the re-activation test.")]
        public bool NoReActivation { get; init; }

        [CommandOption("--max-accuracy-loss <POINTS>"), Description("Points of accuracy on held-out clean images that a method may cost; else the network stays as it came, and the row says so. 100: no bound, and the method trains on all clean images, as published ones do."), DefaultValue(AccuracyGuard.DefaultMaxLoss)]
        public double MaxAccuracyLoss { get; init; } = AccuracyGuard.DefaultMaxLoss;

        [CommandOption("--store <FILE>"), Description("SQLite file of finished runs."), DefaultValue("compare.sqlite")]
        public string Store { get; init; } = "compare.sqlite";

        [CommandOption("--html <FILE>"), Description("The table as a page."), DefaultValue("compare.html")]
        public string Html { get; init; } = "compare.html";

        [CommandOption("--markdown <FILE>"), Description("The table as Markdown.")]
        public string? Markdown { get; init; }

        internal OutputFile HtmlFile => new("--html", Html);

        internal OutputFile MarkdownFile => new("--markdown", Markdown);
    }

    public override int Execute(CommandContext context, Options options, CancellationToken cancellation)
    {
        try
        {
            TorchLoader.ThrowIfFailed();
            Compare(options, cancellation);
            return 0;
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]Stopped. Finished runs are in {options.Store}; the same command goes on.[/]");
            return 130;
        }
        catch (Exception e) when (e is DataException or CheckpointException or NativeLibraryException or ArgumentException or FormatException or InvalidOperationException or IOException or UnauthorizedAccessException or SqliteException)
        {
            Console.Error.WriteLine("error: " + e.Message);
            return 1;
        }
    }

    private static void Compare(Options options, CancellationToken cancellation)
    {
        var methods = options.MethodNames is null ? Methods.Standard : List(options.MethodNames);
        foreach (var method in methods) Methods.Make(method);
        int[] seeds = [.. List(options.Seeds).Select(s => int.Parse(s, CultureInfo.InvariantCulture)).Distinct()];
        var all = ComparedCase.Of(options.Folder, options.Images);
        var cases = options.Cases is null ? all : ComparedCase.Choose(all, List(options.Cases), options.Folder);
        OutputFiles.Check([new("--store", options.Store), options.HtmlFile, options.MarkdownFile], all.SelectMany(c => c.File.Inputs));
        using var store = new RunStore(options.Store);
        var keys = new RunKeys(all, !options.NoReActivation, options.MaxAccuracyLoss);

        IEnumerable<ComparedCase> Innocent(ComparedCase c) => store.Find<InnocentResult>(keys.Innocent(c))!.Networks.Select(n => all.Single(o => o.Name == n.Name));
        Job Job<T>(WorkItem item, Func<T> work) => new(item, () => store.Finish(item, work()));
        Job Defend(ComparedCase c, string method, int seed) => Job(keys.Method(c, method, seed), () => Work.Defend(c, method, seed, keys, cancellation));
        var attacked = cases.Where(c => c.Evaluation.HasAttack).ToArray();
        var runs = (from seed in seeds from method in methods from c in cases select (Method: method, Case: c, Seed: seed)).ToLookup(r => Methods.UsesAllCores(r.Method), r => Defend(r.Case, r.Method, r.Seed));
        Job[] innocent = [.. attacked.Select(c => Job(keys.Innocent(c), () => Work.Innocent(c, all, cancellation)))];
        Job[] again = !keys.ReActivate ? [] : [.. from c in attacked from s in seeds select Job(keys.InnocentReActivated(c, s), () => Work.InnocentReActivated(c, Innocent(c), s, cancellation))];
        Job[] scores = !options.Scores ? [] : [.. attacked.Select(c => Job(keys.Scores(c), () => Work.Score(c, 0, cancellation)))];

        WorkItem[] items = [.. innocent.Concat(runs[false]).Concat(runs[true]).Concat(again).Concat(scores).Select(j => j.Item)], missing = [.. items.Where(i => !store.Has(i))];
        var outdated = missing.Count(store.HasOther);
        Run(store, innocent, options, cancellation);
        Run(store, runs[false], options, cancellation);
        Run(store, runs[true], options, cancellation, alone: true);
        Run(store, again, options, cancellation);
        Run(store, scores, options, cancellation, alone: true);

        var comparison = Comparison.Of(store, keys, cases, methods, seeds, options.Scores);
        ConsoleTable.Write(comparison, AnsiConsole.Console);
        AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{items.Length} rows: {items.Length - missing.Length} from the store, {missing.Length} run."));
        if (outdated > 0) AnsiConsole.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Of the rows that were run the store has {outdated} with other files, settings or of another program; they were not used."));
        OutputFiles.Write((options.MarkdownFile, path => Write(path, MarkdownTable.Of(comparison))), (options.HtmlFile, path => Write(path, HtmlPage.Of(comparison))));
        AnsiConsole.MarkupLineInterpolated($"Page: {options.Html}   store: {options.Store}");
    }

    private sealed record Job(WorkItem Item, Action Run);

    /// <summary>Runs what is not in the store yet, each on a thread of its own.</summary>
    private static void Run(RunStore store, IEnumerable<Job> jobs, Options options, CancellationToken cancellation, bool alone = false)
    {
        var waiting = new ConcurrentQueue<Job>(jobs.Where(j => !store.Has(j.Item)));
        var (total, done) = (waiting.Count, 0);
        if (total == 0) return;
        ExceptionDispatchInfo? failure = null;
        var threads = Enumerable.Range(0, alone ? 1 : Math.Min(options.Jobs ?? Math.Max(1, Environment.ProcessorCount / 2), total)).Select(_ => new Thread(() =>
        {
            torch.set_num_threads(Math.Min(2, Environment.ProcessorCount));
            while (failure is null && !cancellation.IsCancellationRequested && waiting.TryDequeue(out var job))
            {
                try
                {
                    job.Run();
                    AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss}  {Interlocked.Increment(ref done)}/{total}  {job.Item.Case}  {job.Item.Method}  seed {job.Item.Seed}");
                }
                catch (Exception e)
                {
                    Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                }
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        failure?.Throw();
        cancellation.ThrowIfCancellationRequested();
    }

    private static string[] List(string names) => [.. names.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];

    private static void Write(string path, string text) => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)));
}
