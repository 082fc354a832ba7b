using System.Collections.Immutable;
using System.Linq;
using Fmt.Tool.Reading;

namespace Fmt.Tool.Inference;

/// <summary>What becomes one member of a class.</summary>
/// <param name="Name">Its name in the module around it; dotted where modules between are left out.</param>
/// <param name="Layers">The layers of a layer or sequence.</param>
/// <param name="Numbers">The numbers of a sequence's layers.</param>
/// <param name="Blocks">The uses of a block or stage.</param>
/// <param name="Run">Of a stage whose uses are not simply numbered from 0 behind its name: how they are named.</param>
internal sealed record Part(string Name, PartKind Kind, ImmutableArray<Layer> Layers, ImmutableArray<int> Numbers, ImmutableArray<Instance> Blocks, Run? Run = null)
{
    /// <summary>All that must agree for two parts to be one member.</summary>
    public string Signature => Kind switch
    {
        PartKind.Block or PartKind.Stage => $"{Kind} {Blocks[0].Class.Id}",
        PartKind.Sequence => $"{Kind} " + string.Join(", ", Layers.Zip(Numbers, (l, n) => n + " " + l.Signature)),
        _ => $"{Kind} " + string.Join(", ", Layers.Select(l => l.Signature)),
    };

    /// <summary>Whether it may be there in some uses of a block and not in others.</summary>
    public bool MayBeMissing => Kind is PartKind.Layer or PartKind.Sequence && Layers.All(l => l.Kind is LayerForm.Conv2d or LayerForm.BatchNorm2d);

    /// <summary>Whether it is a module's learned scale, which comes first in the state_dict and is applied last.</summary>
    public bool IsScale => Kind == PartKind.Layer && Layers[0].Kind == LayerForm.Scale;

    /// <summary>Layers in it, those of blocks included.</summary>
    public int Size => Layers.Length + Blocks.Sum(b => b.Parts.Sum(p => p.Size));

    /// <summary>Convolutions in it, those of blocks included.</summary>
    public int Convolutions => Layers.Count(l => l.Kind == LayerForm.Conv2d || (l.Kind == LayerForm.Linear && PermutedAt >= 0)) + Blocks.Sum(b => b.Parts.Sum(p => p.Convolutions));

    /// <summary>
    /// The layer of a sequence before which the channels go to the last axis, and behind whose Linears they come back: a norm, one number behind a convolution,
    /// and a Linear on its channels (ConvNeXt's block). -1 where there is none.
    /// </summary>
    public int PermutedAt
    {
        get
        {
            for (var k = 1; Kind == PartKind.Sequence && k + 1 < Layers.Length; k++)
                if (Layers[k].Kind == LayerForm.LayerNorm && Layers[k - 1].Kind == LayerForm.Conv2d && Layers[k + 1] is { Kind: LayerForm.Linear } linear && linear.In == Layers[k].Out
                    && Numbers[k] == Numbers[k - 1] + 2 && Numbers[k + 1] == Numbers[k] + 1) return k;
            return -1;
        }
    }

    /// <summary>What it reads, by its first layer's weights; null where that is no layer of maps.</summary>
    public long? Reads => !Blocks.IsEmpty ? Blocks[0].Reads : Layers[0] switch
    {
        { IsDepthwise: true } depthwise => depthwise.Out,
        { Kind: LayerForm.Conv2d or LayerForm.BatchNorm2d or LayerForm.LayerNorm } layer => layer.In,
        _ => null,
    };

    /// <summary>What its last layer gives; null where that is no layer of maps.</summary>
    public long? Gives => !Blocks.IsEmpty ? Blocks[^1].Parts[^1].Gives : Layers[^1].Kind is LayerForm.Conv2d or LayerForm.BatchNorm2d or LayerForm.LayerNorm ? Layers[^1].Out : null;

    /// <summary>Whether its last layer gives a vector.</summary>
    public bool EndsInVector => Last.Kind == LayerForm.Linear && (!Blocks.IsEmpty ? Blocks[^1].Parts[^1].EndsInVector : PermutedAt < 0);

    /// <summary>Its first layer, that of its first block if it has one.</summary>
    public Layer First => Blocks.IsEmpty ? Layers[0] : Blocks[0].Parts[0].First;

    /// <summary>Its last layer, that of its last block if it has one.</summary>
    public Layer Last => Blocks.IsEmpty ? Layers[^1] : Blocks[^1].Parts[^1].Last;

    public static Part OfLayer(string name, Layer layer) => new(name, layer.Kind == LayerForm.Other ? PartKind.Other : PartKind.Layer, [layer], [], []);
}
