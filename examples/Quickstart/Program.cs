using System;
using System.Threading;
using Spectre.Console.Cli;

namespace Fmt.Quickstart;

/// <summary>The main job: measure a backdoored network, defend it, measure again, write the report and the repaired weights.</summary>
public static class Program
{
    /// <summary>Entry point; <see cref="DefendCommand.Options"/> has the arguments.</summary>
    public static int Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            // The defence puts the network back and nothing is written.
            e.Cancel = true;
            stop.Cancel();
        };
        return new CommandApp<DefendCommand>().Run(args, stop.Token);
    }
}
