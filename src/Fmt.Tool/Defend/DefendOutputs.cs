using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Fmt.Cases;
using Fmt.Defences;
using Fmt.Files;
using Fmt.Modules;
using Fmt.Reports;
using Spectre.Console;

namespace Fmt.Tool.Defend;

/// <summary>The files that a defence writes.</summary>
internal sealed class DefendOutputs(DefendSettings settings, CaseFile file, NetworkModule network)
{
    private readonly OutputFile _weights = new("--weights", settings.Weights, StateLoader.Bytes(network)) { InPlaceOf = file.WeightsPath, InPlace = settings.InPlace };

    private readonly OutputFile _json = new("--json", settings.Json);

    private readonly OutputFile _report = new("--report", settings.Report);

    /// <summary>Before the work.</summary>
    /// <exception cref="System.IO.IOException">A file could not be written or would destroy something.</exception>
    public void Check() => OutputFiles.Check([_weights, _json, _report], [.. file.Inputs, .. settings.Innocent.SelectMany(path => CaseFile.Read(path).Inputs)]);

    /// <summary>After it: the files, and the report on the console, whether they could be written or not.</summary>
    public void Write(DefenceReport report)
    {
        var handedBack = report.Guard is { HandedBack: true };
        var metadata = new Dictionary<string, string> { ["defence"] = report.Method, ["seed"] = report.Seed.ToString(CultureInfo.InvariantCulture) };
        try
        {
            // What took longest to make comes first.
            OutputFiles.Write(
            [
                .. handedBack ? [] : new (OutputFile File, Action<string> Write)[] { (_weights, path => StateLoader.Save(network, path, metadata)) },
                (_json, path => JsonReport.Write(path, report)),
                (_report, path => HtmlReport.Write(path, report)),
            ]);
        }
        finally
        {
            ConsoleReport.Write(report, AnsiConsole.Console);
        }

        AnsiConsole.MarkupLineInterpolated($"Report: {settings.Report}   weights: {(handedBack ? "none written" : settings.Weights)}{(settings.Json is null ? "" : "   figures: " + settings.Json)}");
    }
}
