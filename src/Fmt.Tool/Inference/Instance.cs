using System.Collections.Immutable;

namespace Fmt.Tool.Inference;

/// <summary>One use of a block: its place in the state_dict and its parts.</summary>
internal sealed record Instance(string Path, ImmutableArray<Part> Parts, BlockClass Class, int Index);
