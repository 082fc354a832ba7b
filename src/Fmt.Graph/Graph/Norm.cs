
namespace Fmt.Graph;

/// <summary>A batch norm, whose running statistics remember what it was trained on.</summary>
/// <param name="Node">The batch norm.</param>
/// <param name="Relation">What it normalises.</param>
/// <param name="Producer">The convolution whose maps it reads, where the relation is <see cref="NormRelation.Same"/>; else -1.</param>
internal sealed record Norm(int Node, NormRelation Relation, int Producer);
