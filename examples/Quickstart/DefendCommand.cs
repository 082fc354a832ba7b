using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Cases;
using Fmt.Defences;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Native;
using Fmt.Reports;
using Fmt.Weights;
using Fmt.Zoo;
using Spectre.Console;
using Spectre.Console.Cli;
using TorchSharp;

namespace Fmt.Quickstart;

/// <summary>Defends the network of a case file.</summary>
public sealed class DefendCommand : Command<DefendCommand.Options>
{
    /// <summary>The command line.</summary>
    public sealed class Options : CommandSettings
    {
        /// <summary>The case.</summary>
        [CommandOption("--case <FILE>"), Description("Case file: network, weights, images, trigger. Default: the Fashion-MNIST network of this repository.")]
        public string? Case { get; init; }

        /// <summary>The preset.</summary>
        [CommandOption("--options <NAME>"), Description("default (finds a sign of a backdoor and repairs), paper (FMT as the paper states it) or as-released (FMT as its code does it)."), DefaultValue("default")]
        public string Preset { get; init; } = "default";

        /// <summary>Cases of innocent networks.</summary>
        [CommandOption("--innocent <CASE>"), Description("Case file of a network for the same images that does not know the trigger: what it scores on stamped images is what RA can reach. May be given several times.")]
        public string[] Innocent { get; init; } = [];

        /// <summary>Whether accuracy must not be at chance.</summary>
        [CommandOption("--any-accuracy"), Description("Go on where the network reads the clean images no better than guessing, which is an error else.")]
        public bool AnyAccuracy { get; init; }

        /// <summary>The seed.</summary>
        [CommandOption("--seed <N>"), Description("Seed of every random choice."), DefaultValue(0)]
        public int Seed { get; init; }

        /// <summary>Where the figures go.</summary>
        [CommandOption("--json <OUT>"), Description("Write the figures as JSON.")]
        public string? Json { get; init; }

        /// <summary>Where the page goes.</summary>
        [CommandOption("--report <FILE>"), Description("Write the report as one HTML page."), DefaultValue("report.html")]
        public string Report { get; init; } = "report.html";

        /// <summary>Where the weights go.</summary>
        [CommandOption("--weights <FILE>"), Description("Write the repaired weights as safetensors with PyTorch's names."), DefaultValue("repaired.safetensors")]
        public string Weights { get; init; } = "repaired.safetensors";

        /// <summary>Whether the case's weights may be replaced.</summary>
        [CommandOption("--in-place"), Description("Let --weights be the case's own weights file, which is then replaced.")]
        public bool InPlace { get; init; }

        /// <summary>The guard's bound.</summary>
        [CommandOption("--max-accuracy-loss <POINTS>"), Description("Points of accuracy on held-out clean images that the defence may cost; else the network stays as it came and the exit code is 2. 100: no bound, all clean images are trained on."), DefaultValue(AccuracyGuard.DefaultMaxLoss)]
        public double MaxAccuracyLoss { get; init; } = AccuracyGuard.DefaultMaxLoss;

        /// <summary>The device.</summary>
        [CommandOption("--device <NAME>"), Description("cpu, cuda or cuda:1. Default: cuda where there is one.")]
        public string? Device { get; init; }

        internal OutputFile WeightsFile => new("--weights", Weights);

        internal OutputFile JsonFile => new("--json", Json);

        internal OutputFile ReportFile => new("--report", Report);

        /// <inheritdoc/>
        public override ValidationResult Validate() => Presets.ContainsKey(Preset)
            ? ValidationResult.Success()
            : ValidationResult.Error($"--options is 'paper', 'as-released' or 'default', not '{Preset}'.");
    }

    private static readonly Dictionary<string, DefenceOptions> Presets = new()
    {
        ["paper"] = DefenceOptions.Paper,
        ["as-released"] = DefenceOptions.AsReleased,
        ["default"] = DefenceOptions.Default,
    };

    /// <summary>Exit code where every attempt cost too much accuracy.</summary>
    private const int HandedBack = 2;

    /// <inheritdoc/>
    public override int Execute(CommandContext context, Options options, CancellationToken cancellation)
    {
        try
        {
            TorchLoader.ThrowIfFailed();
            return Defend(options, cancellation) ? 0 : HandedBack;
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLine("[yellow]Stopped; nothing was written.[/]");
            return 130;
        }
        catch (Exception e) when (e is DataException or CheckpointException or NativeLibraryException or ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine("error: " + e.Message);
            return 1;
        }
    }

    /// <summary>False where the network is handed back as it came because every attempt cost too much accuracy.</summary>
    private static bool Defend(Options options, CancellationToken cancellation)
    {
        var file = CaseFile.Read(options.Case ?? Path.Combine(AppContext.BaseDirectory, "data", "fashion_badnets_0.json"));
        using var network = CaseNetworks.Open(file);
        OutputFiles.Check(
            [options.WeightsFile with { Bytes = StateLoader.Bytes(network), InPlaceOf = file.WeightsPath, InPlace = options.InPlace }, options.JsonFile, options.ReportFile],
            [.. file.Inputs, .. options.Innocent.SelectMany(path => CaseFile.Read(path).Inputs)]);
        var device = PickDevice(options.Device);
        network.to(device);
        var clean = file.LoadClean();
        var evaluation = file.Evaluation();
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{file.Network}[/] from {Path.GetFileName(file.WeightsPath)}: {network.AllMaps.Count} sites, {network.AllMaps.Sum(m => m.Site.Channels)} feature maps; {clean.Count} clean images, {evaluation.Test.Count} test images");

        var innocent = new List<InnocentNetwork>();
        try
        {
            foreach (var path in options.Innocent) innocent.Add(OpenInnocent(path, file, device));
            var preset = Presets[options.Preset] with { Seed = options.Seed, Guard = new() { MaxAccuracyLoss = options.MaxAccuracyLoss, AnyAccuracy = options.AnyAccuracy }, Evaluation = evaluation, Innocent = [.. innocent] };
            var report = WithProgress(progress => DefenceRun.Run(network, clean, preset, progress, cancellation));
            Write(options, network, report);
            return report.Guard is not { HandedBack: true };
        }
        finally
        {
            foreach (var one in innocent) one.Network.Dispose();
        }
    }

    /// <summary>A network of another case, for the same images and classes.</summary>
    private static InnocentNetwork OpenInnocent(string path, CaseFile defended, torch.Device device)
    {
        var file = CaseFile.Read(path);
        if ((file.Classes, file.Channels) != (defended.Classes, defended.Channels))
            throw new DataException(string.Create(CultureInfo.InvariantCulture, $"this case has {file.Classes} classes and {file.Channels} channels, the case to be defended {defended.Classes} and {defended.Channels}; an innocent network must be for the same images and classes."), file.File);
        var network = CaseNetworks.Open(file);
        network.to(device);
        return new InnocentNetwork(Path.GetFileNameWithoutExtension(path), network);
    }

    private static void Write(Options options, NetworkModule network, DefenceReport report)
    {
        var metadata = new Dictionary<string, string> { ["defence"] = report.Method, ["seed"] = report.Seed.ToString(CultureInfo.InvariantCulture) };
        var handedBack = report.Guard is { HandedBack: true };
        try
        {
            // What took longest to make comes first.
            OutputFiles.Write(
            [
                .. handedBack ? [] : new (OutputFile File, Action<string> Write)[] { (options.WeightsFile, path => StateLoader.Save(network, path, metadata)) },
                (options.JsonFile, path => JsonReport.Write(path, report)),
                (options.ReportFile, path => HtmlReport.Write(path, report)),
            ]);
        }
        finally
        {
            ConsoleReport.Write(report, AnsiConsole.Console);
        }
        AnsiConsole.MarkupLineInterpolated($"Report: {options.Report}   weights: {(handedBack ? "none written" : options.Weights)}{(options.Json is null ? "" : "   figures: " + options.Json)}");
    }

    private static torch.Device PickDevice(string? name) =>
        name is not null ? torch.device(name) : torch.cuda_is_available() ? torch.CUDA : torch.CPU;

    private static DefenceReport WithProgress(Func<IProgress<DefenceProgress>, DefenceReport> work) =>
        AnsiConsole.Progress()
            .HideCompleted(false)
            .Columns(new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .Start(bars =>
            {
                // A row appears when its part begins: which parts there are depends on the options and on what is found.
                var tasks = new Dictionary<string, ProgressTask>();
                return work(new Inline(p =>
                {
                    lock (tasks)
                    {
                        if (!tasks.TryGetValue(p.Words, out var task)) tasks[p.Words] = task = bars.AddTask(p.Words);
                        task.MaxValue = p.Total;
                        task.Value = Math.Max(task.Value, p.Done);
                        // Else its clock runs on.
                        if (task.Value >= p.Total) task.StopTask();
                    }
                }));
            });

    /// <summary>Reports on the calling thread: <see cref="Progress{T}"/> would post to the pool and arrive out of order.</summary>
    private sealed class Inline(Action<DefenceProgress> report) : IProgress<DefenceProgress>
    {
        public void Report(DefenceProgress value) => report(value);
    }
}
