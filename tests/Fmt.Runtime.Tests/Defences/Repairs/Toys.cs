using System;
using System.Linq;
using Fmt.Defences;
using Fmt.Modules;
using Fmt.Weights;
using TorchSharp;

namespace Fmt.Tests.Defences.Repairs;

/// <summary>What the tests of repairs share.</summary>
internal static class Toys
{
    /// <summary>Fills weights from a generator of its own: tests run side by side and libtorch's is shared.</summary>
    public static T Filled<T>(T network, int seed = 1)
        where T : NetworkModule
    {
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        using var generator = new torch.Generator((ulong)seed, torch.CPU);
        foreach (var entry in network.StateEntries.Where(e => e.Type == torch.ScalarType.Float32))
        {
            var tensor = network.StateTensor(entry.Name);
            var values = torch.rand(tensor.shape, generator: generator);
            tensor.copy_(entry.Name.EndsWith("running_var", StringComparison.Ordinal) || entry.Name == "bn1.weight" ? values + 0.5 : (values - 0.5) * 0.6);
        }

        network.eval();
        return network;
    }

    /// <summary>One of each repair, quick on <see cref="ToyNet"/>.</summary>
    public static IDefence Repair(string name) => name switch
    {
        "FT" => new FineTune { Epochs = 2, BatchSize = 32, Flip = false },
        "FT-SAM" => new FtSam { Epochs = 2, BatchSize = 32, Flip = false, Rho = 0.5 },
        "FST" => new Fst { Epochs = 2, BatchSize = 32, Flip = false },
        "NAD" => new Nad { TeacherEpochs = 1, Epochs = 2, BatchSize = 32, Flip = false, LearningRate = 0.02 },
        "I-BAU" => new IBau { Rounds = 2, AscentSteps = 4, BatchSize = 32, Flip = false },
        "B" => new DefenceSequence("B", Repair("I-BAU"), Repair("FT")),
        _ => throw new ArgumentException(name),
    };

    public static string Bytes(NetworkModule network) =>
        string.Concat(network.StateEntries.Select(e => Convert.ToHexString(CheckpointTensor.Of(e.Name, network.StateTensor(e.Name)).Data.Span)));

    public static double[] Numbers(torch.Tensor tensor)
    {
        using var doubles = tensor.detach().to(torch.float64).contiguous();
        return doubles.data<double>().ToArray();
    }
}
