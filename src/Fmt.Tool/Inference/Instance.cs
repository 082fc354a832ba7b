using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Inference;

/// <summary>One use of a block: its place in the state_dict and its parts.</summary>
internal sealed record Instance(string Path, ImmutableArray<Part> Parts, BlockClass Class, int Index)
{
    /// <summary>What its first part reads that is called first.</summary>
    public long? Reads => Parts.FirstOrDefault(p => !p.IsScale)?.Reads;
}
