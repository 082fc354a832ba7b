using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Weights;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>What a training moves beside modules and optimizers, and must find again where it goes on.</summary>
/// <param name="Name">Its own among all that is kept.</param>
/// <param name="Read">Its tensors now; they stay their owner's.</param>
/// <param name="Write">Takes such tensors; they are freed afterwards.</param>
internal sealed record Kept(string Name, Func<torch.Tensor[]> Read, Action<torch.Tensor[]> Write)
{
    /// <summary>A stream of random numbers.</summary>
    public static Kept Of(string name, RandomSource random) =>
        new(name, () => [torch.tensor(unchecked((long)random.Counter))], values => random.Counter = unchecked((ulong)values[0].item<long>()));

    /// <summary>Numbers.</summary>
    public static Kept Of(string name, Func<double[]> read, Action<double[]> write) =>
        new(name, () => [torch.tensor(read())], values => write([.. values[0].data<double>()]));

    /// <summary>A perturbation.</summary>
    public static Kept Of(string name, UniversalPerturbation perturbation) => new(name, () => perturbation.State, perturbation.TakeState);

    /// <summary>As tensors of a checkpoint. No state_dict has a colon in its names.</summary>
    public IEnumerable<CheckpointTensor> Keep()
    {
        using var scope = torch.NewDisposeScope();
        return [.. Read().Select((tensor, i) => CheckpointTensor.Of(Key(i), tensor))];
    }

    /// <summary>Takes what was kept.</summary>
    public void Take(Checkpoint file)
    {
        using var scope = torch.NewDisposeScope();
        var tensors = new List<torch.Tensor>();
        for (var i = 0; file.Find(Key(i)) is { } kept; i++) tensors.Add(kept.ToTensor());
        Write([.. tensors]);
    }

    private string Key(int index) => FormattableString.Invariant($":{Name}/{index}");
}
