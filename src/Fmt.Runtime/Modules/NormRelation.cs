namespace Fmt.Modules;

/// <summary>How the channels of a batch norm relate to feature maps. Scores of the two carry over only where they are the same.</summary>
public enum NormRelation
{
    /// <summary>Channel c is map c of one convolution.</summary>
    Same,

    /// <summary>Channel c is the sum of maps c of several convolutions: a residual sum.</summary>
    Sum,

    /// <summary>Neither: a concatenation, a pooled or activated map.</summary>
    None,
}
