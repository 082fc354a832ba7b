using System;
using System.Threading;
using Spectre.Console.Cli;

namespace Fmt.Train;

/// <summary>Trains the networks of case files, clean or with a backdoor.</summary>
public static class Program
{
    /// <summary>Entry point; <see cref="TrainCommand.Options"/> has the arguments.</summary>
    public static int Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            // The epochs done are in the state file.
            e.Cancel = true;
            stop.Cancel();
        };
        var app = new CommandApp<TrainCommand>();
        app.Configure(c => c.AddCommand<TrojanCommand>("trojan").WithDescription("Makes the additive trigger of TrojanNN from the case's clean network."));
        return app.Run(args, stop.Token);
    }
}
