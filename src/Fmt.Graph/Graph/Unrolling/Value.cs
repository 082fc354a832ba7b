namespace Fmt.Graph;

/// <summary>What a member gives its readers while the graph is built: a node, or -1 where something is wrong with it (readers then stay silent).</summary>
internal readonly record struct Value(int Node)
{
    public static readonly Value Unknown = new(-1);

    public bool IsUnknown => Node < 0;
}
