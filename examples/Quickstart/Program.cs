using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.IO;
using Fmt.Cases;
using Fmt.Defences;
using Fmt.Files;
using Fmt.Reports;
using Fmt.Zoo;
using Spectre.Console;

// Takes a backdoored network of this repository, measures it, defends it, measures again, and writes report, weights and figures.
// For networks of your own, and more options: fmtdsl defend (docs/tool.md), or DefendWithFmt as here.
var files = new Dictionary<string, string?> { ["--weights"] = "repaired.safetensors", ["--json"] = null, ["--report"] = "report.html" };
for (var i = 0; i < args.Length; i += 2)
{
    if (!files.ContainsKey(args[i]) || i + 1 == args.Length) return Fail($"'{args[i]}' is not --weights FILE, --json FILE or --report FILE.");
    files[args[i]] = args[i + 1];
}

var (weights, figures, page) = (new OutputFile("--weights", files["--weights"]), new OutputFile("--json", files["--json"]), new OutputFile("--report", files["--report"]));
try
{
    // The case names the weights, the images, the trigger, and the class that the attacker wants.
    var file = CaseFile.Read(Path.Combine(AppContext.BaseDirectory, "data", "fashion_badnets_0.json"));
    OutputFiles.Check([weights, figures, page], file.Inputs);
    using var network = FashionNet.FromFile(file.WeightsPath);
    network.Normalisation = new(file.Mean, file.Std);
    var report = network.DefendWithFmt(file.LoadClean(), DefenceOptions.Default with { Evaluation = file.Evaluation() }, new Lines());
    // Every attempt cost too much accuracy: the network is as it came, and there are no repaired weights.
    var handedBack = report.Guard is { HandedBack: true };
    ConsoleReport.Write(report, AnsiConsole.Console);
    OutputFiles.Write(
        (handedBack ? weights with { Path = null } : weights, path => network.Save(path)),
        (figures, path => JsonReport.Write(path, report)),
        (page, path => HtmlReport.Write(path, report)));
    Console.WriteLine($"Report: {page.Path}   weights: {(handedBack ? "none written" : weights.Path)}");
    return handedBack ? 2 : 0;
}
catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException or DataException)
{
    return Fail(e.Message);
}

static int Fail(string message)
{
    Console.Error.WriteLine("error: " + message);
    return 1;
}

/// <summary>Says each part of the work once, when it begins.</summary>
internal sealed class Lines : IProgress<DefenceProgress>
{
    private readonly ConcurrentDictionary<string, int> _said = new();

    public void Report(DefenceProgress value)
    {
        if (_said.TryAdd(value.Words, value.Total)) Console.WriteLine($"{value.Words} ...");
    }
}
