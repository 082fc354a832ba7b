namespace Fmt.Graph;

/// <summary>Bounds of one declaration's work.</summary>
internal static class Limits
{
    /// <summary>Layers of a network.</summary>
    public const int Nodes = 20_000;

    /// <summary>Members of a network. Blocks may be repeated without holding a layer, so layers alone do not bound the work.</summary>
    public const int Members = 10 * Nodes;

    /// <summary>Members of a block by itself, which is checked for its own names and expressions; whoever nests so many blocks hears of it from the network.</summary>
    public const int MembersOfBlock = 2_000;

    /// <summary>Members that wait for one another.</summary>
    public const int Depth = 200;
}
