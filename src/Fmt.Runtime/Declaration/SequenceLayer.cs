using TorchSharp;

namespace Fmt;

/// <summary>One layer, or one use of a block, of a <see cref="Sequence"/>.</summary>
/// <param name="Name">Its name in the state_dict, for instance <c>features.3</c>.</param>
/// <param name="Shape">Shape of one image's result.</param>
/// <param name="Module">Its module; null for a layer without weights, and for a block.</param>
public sealed record SequenceLayer(string Name, string Shape, torch.nn.Module? Module)
{
    /// <summary>The block used here (see <see cref="Sequence.Block{TBlock}"/>); null for a layer.</summary>
    public object? Block { get; init; }
}
