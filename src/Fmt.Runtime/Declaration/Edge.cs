
namespace Fmt;

/// <summary>Names of edges that are not members.</summary>
public static class Edge
{
    /// <summary>The input of the network or of the block in which the reader is declared.</summary>
    public const string Input = "input";
}
