
namespace Fmt.Defences;

/// <summary>Which batch norm loses which scales when a map is pruned.</summary>
public enum BatchNormRule
{
    /// <summary>The norm that is the map's only reader: scale and shift, so that the map is really zero behind it.</summary>
    OnlyReader,

    /// <summary>
    /// Every norm: the scales, not the shifts, of the channels on the list of the convolution registered last before it (of the last list where there
    /// is none). The released code's, whose norm need not read that convolution at all.
    /// </summary>
    LastConvolution,
}
