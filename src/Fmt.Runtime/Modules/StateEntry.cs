using System.Collections.Immutable;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>One entry of a network's state_dict: what PyTorch calls it, its element type and its shape.</summary>
/// <param name="Name">The dotted name, for instance <c>layer1.0.bn2.running_mean</c>.</param>
/// <param name="Type">Float32 for weights and statistics, Int64 for <c>num_batches_tracked</c>.</param>
/// <param name="Shape">The shape; empty for a scalar.</param>
public sealed record StateEntry(string Name, torch.ScalarType Type, ImmutableArray<long> Shape);

/// <summary>A module whose state_dict is known by name, in PyTorch's order.</summary>
public interface IStateDict
{
    /// <summary>The entries in PyTorch's order (every module's parameters, then its buffers, then its children).</summary>
    ImmutableArray<StateEntry> StateEntries { get; }

    /// <summary>The live tensor of an entry. Owned by the module; not to be disposed, not to be kept over a move.</summary>
    /// <exception cref="System.Collections.Generic.KeyNotFoundException">The module has no entry of this name.</exception>
    torch.Tensor StateTensor(string name);
}
