using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Cases;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Tool.Running;
using Spectre.Console;
using Spectre.Console.Cli;
using TorchSharp;

namespace Fmt.Tool.Defend;

/// <summary>Defends the network of a case file: measured, defended, measured again; report, figures and repaired weights are written.</summary>
internal sealed class DefendCommand : Command<DefendSettings>
{
    /// <summary>Exit code where every attempt cost too much accuracy.</summary>
    private const int HandedBack = 2;

    public override int Execute(CommandContext context, DefendSettings settings, CancellationToken cancellation) =>
        Failure.Compute(() => Defend(settings, cancellation), "Stopped; nothing was written.");

    private static int Defend(DefendSettings settings, CancellationToken cancellation)
    {
        var registry = settings.Registry();
        var file = CaseFile.Read(settings.Case!);
        using var network = registry.Open(file);
        var outputs = new DefendOutputs(settings, file, network);
        outputs.Check();
        var device = settings.PickDevice();
        network.to(device);
        var clean = file.LoadClean();
        var evaluation = file.Evaluation();
        Introduce(file, network, clean, evaluation);
        using var innocent = InnocentCases.Open(settings.Innocent, file, registry, device);
        var options = settings.Options(evaluation, innocent.Networks);
        var report = DefenceBars.Show(progress => DefenceRun.Run(network, clean, options, progress, cancellation));
        outputs.Write(report);
        return report.Guard is { HandedBack: true } ? HandedBack : 0;
    }

    private static void Introduce(CaseFile file, NetworkModule network, ImageSet clean, Evaluation evaluation) => AnsiConsole.MarkupLineInterpolated(
        CultureInfo.InvariantCulture,
        $"[bold]{file.Network}[/] from {Path.GetFileName(file.WeightsPath)}: {network.AllMaps.Count} sites, {network.AllMaps.Sum(m => m.Site.Channels)} feature maps; {clean.Count} clean images, {evaluation.Test.Count} test images");
}
