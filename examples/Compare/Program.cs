using System;
using System.Threading;
using Fmt.Compare;
using Spectre.Console.Cli;

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    // Finished runs are in the store; the others start anew next time.
    e.Cancel = true;
    stop.Cancel();
};
return new CommandApp<CompareCommand>().Run(args, stop.Token);
