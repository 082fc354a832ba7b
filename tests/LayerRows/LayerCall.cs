using System;
using Fmt.Graph;
using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

/// <summary>One call of a layer.</summary>
/// <param name="Arguments">The layer's arguments.</param>
/// <param name="Inputs">What it reads.</param>
/// <param name="State">Its weights and buffers by the last part of their names; null where it has none of that name.</param>
/// <param name="Training">The mode.</param>
internal sealed record LayerCall(LayerArguments Arguments, Tensor[] Inputs, Func<string, Tensor?> State, bool Training)
{
    /// <summary>The first input.</summary>
    public Tensor X => Inputs[0];

    /// <summary>The stride of a pool, whose default is the window.</summary>
    public long[] Stride => Arguments.Has("Stride") ? Pair("Stride") : Pair("Kernel");

    /// <summary>A size as libtorch takes it.</summary>
    public long[] Pair(string name) => [Arguments.Size(name).H, Arguments.Size(name).W];
}
