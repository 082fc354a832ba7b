namespace Fmt.Graph;

internal enum ParameterKind
{
    Int,

    /// <summary>One number for both axes, or <c>"HxW"</c>.</summary>
    Size,
    Double,
    Bool,
    Text,

    /// <summary>A shape text.</summary>
    Shape,

    /// <summary>Members to join.</summary>
    Members,
}
