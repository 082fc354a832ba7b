using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>What reading a declaration gives: the graph, if it is right, and the problems.</summary>
internal sealed record GraphResult(NetworkGraph? Graph, IReadOnlyList<Problem> Problems);
