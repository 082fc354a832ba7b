using System.Collections.Generic;
using System.Collections.Immutable;
using Fmt.Tool.Reading;

namespace Fmt.Tool.Inference;

/// <summary>How many channels the part after a block reads: tells whether the block's end joins something.</summary>
internal sealed class Wanted
{
    private readonly Dictionary<Instance, long> _channels = new(ReferenceEqualityComparer.Instance);

    private Wanted()
    {
    }

    /// <summary>Of every block of a network.</summary>
    public static Wanted Of(Instance network)
    {
        var wanted = new Wanted();
        wanted.Enter(network.Parts, null);
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
                after = Read(blocks[k].Parts[0]);
            }

            if (blocks.IsEmpty) after = Read(parts[i]);
        }
    }

    private static long? Read(Part part)
    {
        while (!part.Blocks.IsEmpty) part = part.Blocks[0].Parts[0];
        return part.Layers[0] switch
        {
            { IsDepthwise: true } depthwise => depthwise.Out,
            { Kind: LayerForm.Conv2d or LayerForm.BatchNorm2d } layer => layer.In,
            _ => null,
        };
    }
}
