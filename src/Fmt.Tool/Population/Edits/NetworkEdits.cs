using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Population.Edits;

/// <summary>The edits by name.</summary>
internal static class NetworkEdits
{
    /// <summary>All of them.</summary>
    public static ImmutableArray<INetworkEdit> All { get; } = [new SameWeights(), new Reestimation(), new Folding(), new SubnetReplacement()];

    /// <summary>The one of a name; null where there is none.</summary>
    public static INetworkEdit? Find(string name) => All.FirstOrDefault(e => e.Name == name);
}
