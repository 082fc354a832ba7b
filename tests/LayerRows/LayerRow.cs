using static TorchSharp.torch;

namespace Fmt.Tests.LayerRows;

/// <summary>
/// All that the tests know of one kind of layer: its class is named as the kind. Shapes are held against the graph's, the computation against
/// libtorch's and the generated pass; a kind without a row is a failure.
/// </summary>
internal abstract class LayerRow
{
    /// <summary>The kind's name.</summary>
    public string Name => GetType().Name[..^"Row".Length];

    /// <summary>Input, attribute and output, worked out by hand by the formulas of PyTorch's documentation, at their edges.</summary>
    public abstract (string Input, string Layer, string Output)[] Shapes { get; }

    /// <summary>How often random networks pick it, against once for most; 0 where they cannot use it.</summary>
    public virtual int Often => 1;

    /// <summary>A problem may be reported where libtorch would compute something: the kind's rule is stricter by design.</summary>
    public virtual bool IsStricter => false;

    /// <summary>The computation by libtorch or by the documented formula, out of place.</summary>
    public abstract Tensor Run(LayerCall c);
}
