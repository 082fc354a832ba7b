using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>Adds a multiple of what a batch norm's memory is shifted by to the maps of a place.</summary>
internal static class Injection
{
    /// <summary>All channels, at every position, in every pass until disposed.</summary>
    public static IDisposable Whole(NetworkModule network, BatchNormMemory memory, double strength)
    {
        var norm = network.AllNorms[memory.Norm.Index];
        return memory.Norm.Relation == NormRelation.Sum
            ? norm.InjectInput(maps => Constant(memory.Shift, strength, maps))
            : norm.Inject(maps => Constant(memory.Direction, strength, maps));
    }

    /// <summary>One channel of a sum, at every position, in every pass until disposed.</summary>
    public static IDisposable One(NetworkModule network, BatchNormMemory memory, int channel, double strength) =>
        network.AllNorms[memory.Norm.Index].InjectInput(maps => Constant([.. memory.Shift.Select((s, c) => c == channel ? s : 0)], strength, maps));

    private static torch.Tensor Constant(IReadOnlyList<double> values, double strength, torch.Tensor like)
    {
        using var tensor = torch.tensor(values.Select(v => (float)(v * strength)).ToArray(), [1, values.Count, 1, 1]);
        return tensor.to(like.dtype, like.device, copy: true);
    }
}
