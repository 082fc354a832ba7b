using System.Threading;
using Fmt.Cases;
using Fmt.Tool.Running;
using Spectre.Console.Cli;
using TorchSharp;

namespace Fmt.Tool.Train;

/// <summary>
/// Trains the network of a case file on its training images, a share of them poisoned with the case's trigger, and writes the weights that the case names.
/// A training that was stopped or killed goes on from its last whole epoch when it is started again.
/// </summary>
internal sealed class TrainCommand : Command<TrainSettings>
{
    public override int Execute(CommandContext context, TrainSettings settings, CancellationToken cancellation) => Failure.Compute(
        () =>
        {
            if (settings.Threads is { } threads) torch.set_num_threads(threads);
            Train(settings, cancellation);
            return 0;
        },
        "Stopped. The same command goes on after the last whole epoch.");

    private static void Train(TrainSettings settings, CancellationToken cancellation)
    {
        var file = CaseFile.Read(settings.Case);
        var registry = settings.Registry();
        torch.manual_seed(settings.Seed);
        using var network = registry.Make(file.Network, file.Classes, file.Channels);
        if (settings.From is { } weights) network.Load(weights);
        new Training(file, settings, network, cancellation).Run();
    }
}
