using System.Linq;
using System.Text;
using System.Threading;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Signs;
using Fmt.Tool.Compare;
using Fmt.Tool.Running;
using Spectre.Console;
using Spectre.Console.Cli;

namespace Fmt.Tool.Signs;

/// <summary>Reads every sign off every network of a folder and says how well each tells backdoored networks from innocent ones. Finished looks are kept in a store and not repeated.</summary>
internal sealed class SignsCommand : Command<SignsSettings>
{
    public override int Execute(CommandContext context, SignsSettings settings, CancellationToken cancellation) => Failure.Compute(
        () =>
        {
            Look(settings, cancellation);
            return 0;
        },
        $"Stopped. Finished looks are in {settings.Store}; the same command goes on.");

    private static void Look(SignsSettings settings, CancellationToken cancellation)
    {
        var (signs, seeds) = (settings.Chosen(), settings.SeedNumbers());
        var all = ComparedCase.Of(settings.Folder, settings.Images, settings.Registry());
        var cases = settings.Choose(all);
        OutputFiles.Check([settings.StoreFile, settings.MarkdownFile], all.SelectMany(c => c.File.Inputs));
        using var store = new RunStore(settings.Store);
        var jobs =
            from c in cases
            from job in
                (Job[])
                [
                    new(RunKeys.AsItCame(c), () => store.Finish(RunKeys.AsItCame(c), Measure(c, cancellation))),
                    .. from sign in signs from seed in seeds let item = RunKeys.Sign(c, sign, seed) select new Job(item, () => store.Finish(item, SignResult.Of(Read(c, sign, seed, cancellation)))),
                ]
            select job;
        JobRunner.Run(store, new Round([.. jobs]), settings.Jobs ?? System.Environment.ProcessorCount, cancellation);
        Write(settings, [.. cases.Select(c => Of(store, c, signs, seeds))], [.. signs.Select(s => s.Name)]);
    }

    private static Rates Measure(ComparedCase c, CancellationToken cancellation)
    {
        using var network = c.Open();
        return Measurement.Run(network, c.Evaluation, cancellation: cancellation);
    }

    private static SignReading Read(ComparedCase c, ISign sign, int seed, CancellationToken cancellation)
    {
        using var network = c.Open();
        return sign.Read(network, c.Clean(seed), new RunContext(seed, Cancellation: cancellation));
    }

    private static SignedNetwork Of(RunStore store, ComparedCase c, ISign[] signs, int[] seeds) => new(
        c.Name, c.File.Network, store.Find<Rates>(RunKeys.AsItCame(c))!,
        signs.ToDictionary(s => s.Name, s => seeds.Select(seed => store.Find<SignResult>(RunKeys.Sign(c, s, seed))!).ToArray()));

    private static void Write(SignsSettings settings, SignedNetwork[] networks, string[] signs)
    {
        var tables = SignTables.Of(networks, signs).ToArray();
        ConsoleTable.Write(tables, AnsiConsole.Console);
        OutputFiles.Write((settings.MarkdownFile, path => AtomicFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(MarkdownTable.Of(tables))))));
    }
}
