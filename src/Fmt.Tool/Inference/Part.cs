using System.Collections.Immutable;
using System.Linq;
using Fmt.Tool.Reading;

namespace Fmt.Tool.Inference;

/// <summary>What becomes one member of a class.</summary>
/// <param name="Name">Its name in the module around it; dotted where modules between are left out.</param>
/// <param name="Layers">The layers of a layer or sequence.</param>
/// <param name="Numbers">The numbers of a sequence's layers.</param>
/// <param name="Blocks">The uses of a block or stage.</param>
internal sealed record Part(string Name, PartKind Kind, ImmutableArray<Layer> Layers, ImmutableArray<int> Numbers, ImmutableArray<Instance> Blocks)
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

    public static Part OfLayer(string name, Layer layer) => new(name, layer.Kind == LayerForm.Other ? PartKind.Other : PartKind.Layer, [layer], [], []);
}
