using System;
using System.Threading;
using Fmt.Tool.Commands;
using Spectre.Console.Cli;

namespace Fmt.Tool;

/// <summary>The <c>fmtdsl</c> command. Exit code 0: done; 1: a file is wrong; 2: the command line is wrong.</summary>
public static class Program
{
    /// <summary>Entry point.</summary>
    public static int Main(string[] args)
    {
        using var stop = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            stop.Cancel();
        };
        try
        {
            return CreateApp().Run(args, stop.Token);
        }
        catch (CommandAppException e)
        {
            return Failure.Report(e, 2);
        }
    }

    private static CommandApp CreateApp()
    {
        var app = new CommandApp();
        app.Configure(config =>
        {
            config.SetApplicationName("fmtdsl");
            config.PropagateExceptions();
            config.UseStrictParsing();
            config.AddCommand<DeclareCommand>("declare")
                .WithDescription("Writes a network's declaration in C# from a checkpoint; what the checkpoint cannot know is guessed and marked FILL.")
                .WithExample("declare", "wrn16_1.pth", "--name", "WideResNet", "--input", "3x32x32", "--out", "WideResNet.cs");
            config.AddCommand<SummaryCommand>("summary")
                .WithDescription("Lists a checkpoint's tensors and modules.")
                .WithExample("summary", "wrn16_1.pth");
            config.AddCommand<KeysCommand>("keys")
                .WithDescription("Writes the names and shapes of a checkpoint's tensors beside it, for the compiler to compare with the declaration (FMT4007).")
                .WithExample("keys", "wrn16_1.pth");
        });
        return app;
    }
}
