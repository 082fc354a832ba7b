
namespace Fmt.Graph;

/// <summary>A place with testable feature maps.</summary>
/// <param name="Node">The convolution.</param>
/// <param name="Reader">The batch norm that is the map's only reader; -1 where there is none.</param>
/// <param name="FeedsSum">Whether the map, through nothing but batch norms and activations that pass channels one to one, enters a sum.</param>
internal sealed record Site(int Node, int Reader, bool FeedsSum);
