using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;

namespace Fmt.Tests;

/// <summary>Runs the tool or an example as a user does: a process with arguments, an exit code, and what it wrote.</summary>
internal static class Command
{
    /// <param name="program">Its assembly's name, for instance <c>Fmt.Tool.dll</c>.</param>
    /// <param name="folder">Where it works.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cores">How many cores it is told there are.</param>
    public static (int Code, string Output) Run(string program, string folder, IEnumerable<string> arguments, int cores = 2)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, program));
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        start.Environment["DOTNET_PROCESSOR_COUNT"] = cores.ToString(null, null);
        start.Environment["OMP_NUM_THREADS"] = cores.ToString(null, null);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
