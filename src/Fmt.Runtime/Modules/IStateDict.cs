using System.Collections.Immutable;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>A module whose state_dict is known by name, in PyTorch's order.</summary>
public interface IStateDict
{
    /// <summary>The entries in PyTorch's order (every module's parameters, then its buffers, then its children).</summary>
    ImmutableArray<StateEntry> StateEntries { get; }

    /// <summary>The live tensor of an entry. Owned by the module; not to be disposed, not to be kept over a move.</summary>
    /// <exception cref="System.Collections.Generic.KeyNotFoundException">The module has no entry of this name.</exception>
    torch.Tensor StateTensor(string name);
}
