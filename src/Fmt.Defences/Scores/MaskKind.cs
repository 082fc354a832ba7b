
namespace Fmt.Scores;

/// <summary>What pruning makes of a map. The papers differ, and so do the networks that result.</summary>
public enum MaskKind
{
    /// <summary>
    /// The map becomes zero, behind its own batch norm too: filter, bias, scale and shift are zeroed and the mask is held, in training as well (FMT, CLP).
    /// A channel of a residual sum becomes the running mean of the batch norm that reads it, on the identity path too.
    /// </summary>
    ZeroMap,

    /// <summary>
    /// Only the scale of the batch norm becomes zero, so that it gives its shift everywhere (ANP, RNP); nothing is held. A map without such a scale becomes zero.
    /// </summary>
    KeepShift,

    /// <summary>The map becomes zero, and behind its own batch norm too where that is its only reader; the mask is held (FMT as the paper states it).</summary>
    OnlyReader,
}
