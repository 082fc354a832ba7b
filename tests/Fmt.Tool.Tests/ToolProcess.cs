using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;

namespace Fmt.Tool.Tests;

/// <summary>The tool as a user starts it.</summary>
internal static class ToolProcess
{
    /// <param name="arguments">The command line.</param>
    /// <param name="libtorch">What FMT_LIBTORCH is; null for none.</param>
    /// <param name="mostMemory">Most bytes of managed memory; null for no limit. Beyond it the process dies.</param>
    public static async Task<(int Code, string Output, string Error)> RunAsync(string[] arguments, string? libtorch = null, long? mostMemory = null)
    {
        using var process = Start(arguments, libtorch, mostMemory);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output, await error);
    }

    private static Process Start(string[] arguments, string? libtorch = null, long? mostMemory = null)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath is { } host && Path.GetFileNameWithoutExtension(host) == "dotnet" ? host : "dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add(typeof(Skeleton).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        if (libtorch is not null) start.Environment["FMT_LIBTORCH"] = libtorch;
        if (mostMemory is { } most) start.Environment["DOTNET_GCHeapHardLimit"] = most.ToString("x", CultureInfo.InvariantCulture);
        return Process.Start(start)!;
    }
}
