using System.Collections.Immutable;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>What pruning takes from a layer.</summary>
/// <param name="Layer">A convolution or a batch norm, by its name in the state_dict.</param>
/// <param name="List">Whose list of maps it gets, by position in execution order.</param>
/// <param name="Channels">The channels whose weights become zero, ascending.</param>
/// <param name="Bias">Whether the biases of these channels become zero too.</param>
/// <param name="Site">The site whose maps the layer makes; null for a batch norm.</param>
internal sealed record PrunedLayer(string Layer, int List, ImmutableArray<int> Channels, bool Bias, Site? Site);
