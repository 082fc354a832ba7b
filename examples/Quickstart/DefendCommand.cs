using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Defences;
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

        /// <summary>The device.</summary>
        [CommandOption("--device <NAME>"), Description("cpu, cuda or cuda:1. Default: cuda where there is one.")]
        public string? Device { get; init; }

        /// <inheritdoc/>
        public override ValidationResult Validate() => Presets.ContainsKey(Preset)
            ? ValidationResult.Success()
            : ValidationResult.Error($"--options is 'paper', 'as-released' or 'default', not '{Preset}'.");
    }

    private static readonly Dictionary<string, FmtOptions> Presets = new()
    {
        ["paper"] = FmtOptions.Paper,
        ["as-released"] = FmtOptions.AsReleased,
        ["default"] = FmtOptions.Default,
    };

    /// <inheritdoc/>
    public override int Execute(CommandContext context, Options options, CancellationToken cancellation)
    {
        try
        {
            TorchLoader.ThrowIfFailed();
            Defend(options, cancellation);
            return 0;
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

    private static void Defend(Options options, CancellationToken cancellation)
    {
        foreach (var path in new[] { options.Report, options.Weights, options.Json }.OfType<string>()) RequireFolder(path);
        var file = CaseFile.Read(options.Case ?? Path.Combine(AppContext.BaseDirectory, "data", "fashion_badnets_0.json"));
        using var network = CaseNetworks.Open(file);
        var device = PickDevice(options.Device);
        network.to(device);
        var clean = file.LoadClean();
        var evaluation = file.Evaluation();
        AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"[bold]{file.Network}[/] from {Path.GetFileName(file.WeightsPath)}: {network.AllMaps.Count} sites, {network.AllMaps.Sum(m => m.Site.Channels)} feature maps; {clean.Count} clean images, {evaluation.Test.Count} test images");

        var innocent = new List<InnocentNetwork>();
        try
        {
            foreach (var path in options.Innocent) innocent.Add(OpenInnocent(path, file, device));
            var preset = Presets[options.Preset] with { Seed = options.Seed, AnyAccuracy = options.AnyAccuracy, Evaluation = evaluation, Innocent = [.. innocent] };
            var report = WithProgress(progress => FmtDefence.Run(network, clean, preset, progress, cancellation));
            Write(options, network, report);
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
        ConsoleReport.Write(report, AnsiConsole.Console);
        HtmlReport.Write(options.Report, report);
        StateLoader.Save(network, options.Weights, new Dictionary<string, string> { ["defence"] = report.Method, ["seed"] = report.Seed.ToString(CultureInfo.InvariantCulture) });
        if (options.Json is { } json) JsonReport.Write(json, report);
        AnsiConsole.MarkupLineInterpolated($"Report: {options.Report}   weights: {options.Weights}{(options.Json is null ? "" : "   figures: " + options.Json)}");
    }

    private static torch.Device PickDevice(string? name) =>
        name is not null ? torch.device(name) : torch.cuda_is_available() ? torch.CUDA : torch.CPU;

    private static void RequireFolder(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"The folder {folder} for {Path.GetFileName(path)} does not exist; make it first.");
    }

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
                        var row = Row(p);
                        if (!tasks.TryGetValue(row, out var task)) tasks[row] = task = bars.AddTask(row);
                        task.MaxValue = p.Total;
                        task.Value = Math.Max(task.Value, p.Done);
                    }
                }));
            });

    private static string Row(DefenceProgress progress) => progress.Stage switch
    {
        DefenceStage.MeasuringBefore => "measuring as it came",
        DefenceStage.Scoring => "testing every feature map",
        DefenceStage.FineTuning => "fine-tuning, beside both controls",
        _ => progress.Part ?? "repairing",
    };

    /// <summary>Reports on the calling thread: <see cref="Progress{T}"/> would post to the pool and arrive out of order.</summary>
    private sealed class Inline(Action<DefenceProgress> report) : IProgress<DefenceProgress>
    {
        public void Report(DefenceProgress value) => report(value);
    }
}
