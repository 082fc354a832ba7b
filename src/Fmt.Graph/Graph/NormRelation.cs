
namespace Fmt.Graph;

/// <summary>How the channels of a batch norm relate to feature maps.</summary>
internal enum NormRelation
{
    /// <summary>Channel c is map c of one convolution.</summary>
    Same,

    /// <summary>Channel c is a sum over maps c of several convolutions, a residual sum.</summary>
    Sum,

    /// <summary>Neither: a concatenation, a pooled or activated map.</summary>
    None,
}
