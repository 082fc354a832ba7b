using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Threading;

namespace Fmt.Tool.Population;

/// <summary>Another process of this tool, so that what libtorch does to one training touches no other.</summary>
internal static class ToolProcess
{
    /// <summary>Lines of a log that an error shows.</summary>
    private const int Tail = 5;

    /// <summary>Runs a command to its end. Where it is stopped, so are the processes that it has started.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="log">File that gets all it says.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">It failed; the message has its last lines and the log's path.</exception>
    public static void Run(string[] arguments, string folder, string log, CancellationToken cancellation)
    {
        using (var writer = new StreamWriter(log))
        {
            void Say(string? line)
            {
                if (line is not null) lock (writer) writer.WriteLine(line);
            }

            using var process = new Process { StartInfo = Start(arguments, folder) };
            process.OutputDataReceived += (_, e) => Say(e.Data);
            process.ErrorDataReceived += (_, e) => Say(e.Data);
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            using (cancellation.Register(() => process.Kill(entireProcessTree: true))) process.WaitForExit();
            cancellation.ThrowIfCancellationRequested();
            if (process.ExitCode == 0) return;
        }

        var last = File.ReadLines(log).Where(l => l.Trim().Length > 0).TakeLast(Tail);
        throw new IOException($"{string.Join("\n  ", last.Prepend($"fmtdsl {arguments[0]} failed, all it said is in {log}:"))}");
    }

    private static ProcessStartInfo Start(string[] arguments, string folder)
    {
        var host = Environment.ProcessPath;
        var hosted = host is null || Path.GetFileNameWithoutExtension(host) is "dotnet" or "testhost";
        var program = hosted && Path.GetFileNameWithoutExtension(host) != "dotnet" ? "dotnet" : host!;
        var start = new ProcessStartInfo(program, hosted ? arguments.Prepend(typeof(ToolProcess).Assembly.Location) : arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        // Trainings side by side: threads that wait must not keep the others' cores.
        (start.Environment["OMP_NUM_THREADS"], start.Environment["OMP_WAIT_POLICY"]) = ("1", "passive");
        return start;
    }
}
