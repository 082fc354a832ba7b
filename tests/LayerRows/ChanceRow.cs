using System;
using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

/// <summary>What acts by chance in training: there nobody can say what comes out.</summary>
internal abstract class ChanceRow : LayerRow
{
    public override Tensor Run(LayerCall c) => c.Training && c.Arguments.Double("P") > 0 ? throw new NotSupportedException("by chance") : c.X * 1;
}
