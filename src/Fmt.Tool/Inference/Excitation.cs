using System.Collections.Immutable;
using System.Linq;
using Fmt.Tool.Reading;

namespace Fmt.Tool.Inference;

/// <summary>Squeeze and excitation (Hu et al. 2018, arXiv 1709.01507): two pointwise convolutions with biases to fewer channels and back, whose result weighs the maps.</summary>
internal static class Excitation
{
    /// <summary>Whether a block has this form in all its uses.</summary>
    public static bool Is(ImmutableArray<Column> columns) =>
        columns is [{ Kind: PartKind.Layer, IsOptional: false } squeeze, { Kind: PartKind.Layer, IsOptional: false } excite]
        && IsPointwise(squeeze.FirstLayer!) && IsPointwise(excite.FirstLayer!)
        && squeeze.Need.Values.SequenceEqual(excite.Output.Values) && squeeze.Output.Values.SequenceEqual(excite.Need.Values)
        && squeeze.Need.Values.Zip(squeeze.Output.Values).All(w => w.Second < w.First);

    private static bool IsPointwise(Layer layer) => layer is { Kind: LayerForm.Conv2d, KernelHeight: 1, KernelWidth: 1, Bias: true };
}
