using System;
using System.Diagnostics;
using System.IO;
using System.Text;
using System.Threading;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Tool.Compare;
using Fmt.Tool.Running;
using Spectre.Console.Cli;
using TorchSharp;

namespace Fmt.Tool.Scan;

/// <summary>Looks for signs of a backdoor in a file of weights, and changes nothing.</summary>
internal sealed class ScanCommand : Command<ScanSettings>
{
    public override int Execute(CommandContext context, ScanSettings settings, CancellationToken cancellation)
    {
        try
        {
            return Failure.Compute(() => Scan(settings, cancellation), "Stopped; nothing was written.", ExitCodes.NotValid);
        }
        catch (ScanException e)
        {
            return Failure.Report(e.Message, e.ExitCode);
        }
    }

    private static int Scan(ScanSettings settings, CancellationToken cancellation)
    {
        OutputFiles.Check([settings.OutputFile], [new("the model", settings.Model)]);
        using var network = ScannedModel.Open(settings);
        network.to(settings.PickDevice());
        var outcome = Look(settings, network, cancellation);
        var text = settings.Format switch
        {
            "sarif" => ScanSarif.Of(outcome, Directory.GetCurrentDirectory()),
            "json" => ScanJson.Of(outcome),
            _ => ScanText.Of(outcome),
        };
        if (settings.Output is null) Console.Out.Write(text);
        else OutputFiles.Write((settings.OutputFile, path => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text)))));
        return outcome.ExitCode;
    }

    private static ScanOutcome Look(ScanSettings settings, NetworkModule network, CancellationToken cancellation)
    {
        var watch = Stopwatch.StartNew();
        var blank = new ScanOutcome(settings.Model, Contents.HashFile(settings.Model), new FileInfo(settings.Model).Length, network.GetName(), 0, null, [], 0);
        try
        {
            var (channels, height, width) = network.InputShape;
            var images = settings.Unlabelled
                ? ImageFolder.ReadFlat(settings.Clean!, network.ClassCount, height, width, channels, resize: true, settings.Images).LabelledBy(network, cancellation)
                : ImageFolder.Read(settings.Clean!, height, width, channels, resize: true, settings.Images);
            var context = new RunContext(settings.Seed, Cancellation: cancellation);
            NetworkCheck.Fits(network, images, "clean");
            NetworkCheck.Before(network, images, anyAccuracy: settings.Unlabelled, context);
            var findings = new PerturbationUnlearning().Look(network, images, context);
            return blank with { Images = images.Count, State = findings.State, Findings = [.. ScanOutcome.Of(findings)], Seconds = watch.Elapsed.TotalSeconds };
        }
        catch (Exception e) when (e is DataException or NetworkException)
        {
            return blank with { Findings = [ScanOutcome.Impossible(e.Message.ReplaceLineEndings(" "))] };
        }
    }
}
