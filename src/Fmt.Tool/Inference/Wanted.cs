using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Tool.Inference;

/// <summary>How many channels the part after a block reads: tells whether the block's end joins something.</summary>
internal sealed class Wanted
{
    private readonly Dictionary<Instance, long> _channels = new(ReferenceEqualityComparer.Instance);

    private Wanted()
    {
    }

    /// <summary>Of every block of a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="asides">Its parts that nothing after them reads.</param>
    public static Wanted Of(Instance network, IReadOnlySet<string> asides)
    {
        var wanted = new Wanted();
        wanted.Enter([.. network.Parts.Where(p => !asides.Contains(p.Name))], null);
        foreach (var part in network.Parts.Where(p => asides.Contains(p.Name))) wanted.Enter([part], null);
        return wanted;
    }

    /// <summary>Channels read after a use of a block; null where that is not known.</summary>
    public long? After(Instance block) => _channels.TryGetValue(block, out var channels) ? channels : null;

    private void Enter(ImmutableArray<Part> parts, long? after)
    {
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            var blocks = parts[i].Blocks;
            for (var k = blocks.Length - 1; k >= 0; k--)
            {
                if (after is { } channels) _channels[blocks[k]] = channels;
                Enter(blocks[k].Parts, after);
                after = blocks[k].Reads;
            }

            if (blocks.IsEmpty && !parts[i].IsScale) after = parts[i].Reads;
        }
    }
}
