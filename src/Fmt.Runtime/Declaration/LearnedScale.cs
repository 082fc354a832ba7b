using System;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt;

/// <summary>A learned factor per channel (<see cref="ScaleAttribute"/>): a parameter that belongs to a block, not to a layer of it.</summary>
public sealed class LearnedScale
{
    private readonly Parameter _initial;
    private torch.nn.Module? _owner;
    private string _name = "";

    /// <summary>For generated code.</summary>
    public LearnedScale(double initial, params long[] shape) =>
        _initial = (Parameter)new Parameter(torch.full(shape, initial, dtype: torch.float32)).DetachFromDisposeScope();

    /// <summary>The parameter, [C, 1, 1] or [C]. Owned by the network; a move to another device or type replaces it, so it is not to be kept.</summary>
    /// <exception cref="InvalidOperationException">It is not part of a network.</exception>
    public Parameter Value => _owner?.get_parameter(_name) ?? throw new InvalidOperationException("This scale is not registered in a network.");

    /// <summary>Makes the parameter the owner's.</summary>
    internal void Register(torch.nn.Module owner, string name)
    {
        (_owner, _name) = (owner, name);
        owner.register_parameter(name, _initial);
    }
}
