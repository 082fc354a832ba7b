using System.Collections.Immutable;
using System.Linq;
using Fmt.Modules;

namespace Fmt.Scores;

/// <summary>
/// A place where a mask can act: the maps of a convolution, together with the batch norm that reads just them where there is one, or a residual sum
/// that a batch norm reads.
/// </summary>
/// <param name="Name">The convolution's name in the state_dict; of a sum, the batch norm's.</param>
/// <param name="Maps">The convolution's maps; null for a sum.</param>
/// <param name="Norm">The batch norm whose channels are the same maps, or that reads the sum; null for a convolution without.</param>
internal sealed record Place(string Name, FeatureMaps? Maps, NormMaps? Norm)
{
    public int Channels => Maps?.Site.Channels ?? Norm!.Site.Channels;

    public int Height => Maps?.Site.Height ?? Norm!.Site.Height;

    public int Width => Maps?.Site.Width ?? Norm!.Site.Width;

    public bool IsSum => Maps is null;

    /// <summary>The places of a network, convolutions first, then sums, each in execution order.</summary>
    public static ImmutableArray<Place> Of(NetworkModule network) =>
    [
        .. network.AllMaps.Select(m => new Place(m.Site.Name, m, network.AllNorms.FirstOrDefault(n => n.Site.Relation == NormRelation.Same && n.Site.Producer == m.Site.Name))),
        .. network.AllNorms.Where(n => n.Site.Relation == NormRelation.Sum).Select(n => new Place(n.Site.Name, null, n)),
    ];
}
