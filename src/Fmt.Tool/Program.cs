using Fmt.Tool.Commands;
using Fmt.Tool.Compare;
using Fmt.Tool.Defend;
using Fmt.Tool.Population;
using Fmt.Tool.Running;
using Fmt.Tool.Scan;
using Fmt.Tool.Signs;
using Fmt.Tool.Train;
using Spectre.Console.Cli;

namespace Fmt.Tool;

/// <summary>
/// The <c>fmtdsl</c> command. Exit code 0: done; 1: a file is wrong; 2: the command line is wrong, but for <c>defend</c>, where that is 1 and 2 is a network
/// that was handed back as it came, and for <c>scan</c>, which has its own; 130: stopped.
/// </summary>
public static class Program
{
    /// <summary>Entry point.</summary>
    public static int Main(string[] args)
    {
        using var interruption = new Interruption();
        try
        {
            return CreateApp().Run(args, interruption.Token);
        }
        catch (CommandAppException e)
        {
            return Failure.Report(WrongValue.Message(e, args), args switch { ["defend", ..] => 1, ["scan", ..] => ExitCodes.Usage, _ => 2 });
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
            config.AddCommand<DefendCommand>("defend")
                .WithDescription("Measures the network of a case file, looks for a backdoor, removes it, measures again; writes a report and the repaired weights.")
                .WithExample("defend", "--case", "case.json", "--json", "figures.json");
            config.AddCommand<ScanCommand>("scan")
                .WithDescription("Looks for signs of a backdoor in a file of weights with clean images, changes nothing, and tells pipelines by its exit code.")
                .WithExample("scan", "resnet18.pth", "--arch", "ResNet18", "--clean", "images", "--format", "sarif", "--output", "scan.sarif");
            config.AddCommand<CompareCommand>("compare")
                .WithDescription("Runs methods on all case files of a folder and writes a table; finished runs are kept and not repeated.")
                .WithExample("compare", "cases", "--methods", "Default,FT", "--seeds", "0,1,2");
            config.AddCommand<SignsCommand>("signs")
                .WithDescription("Reads every sign of a backdoor off every network of a folder, and says how well each sign tells them apart.")
                .WithExample("signs", "cases", "--seeds", "0,1,2", "--markdown", "signs.md");
            config.AddBranch("train", train =>
            {
                train.SetDescription("Trains the network of a case file, clean or with a backdoor; trojan makes a trigger from a clean one.");
                train.SetDefaultCommand<TrainCommand>();
                train.AddCommand<TrojanCommand>("trojan").WithDescription("Makes the additive trigger of TrojanNN from the case's clean network.");
            });
            config.AddCommand<PopulationCommand>("population")
                .WithDescription("Makes the networks of a recipe, innocent ones and ones with backdoors, each with its case file, and a table of what they reached.")
                .WithExample("population", "population.json", "--out", "networks");
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
