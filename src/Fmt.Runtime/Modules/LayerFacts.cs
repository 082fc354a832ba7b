using System.ComponentModel;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Modules;

/// <summary>What pruning must know of a layer.</summary>
/// <param name="Name">Its name in the state_dict.</param>
/// <param name="FilterAxis">The axis of its weight that counts its filters, those of each group where it is 1; null where it has no filters.</param>
/// <param name="Groups">Into how many groups the filters are divided.</param>
/// <param name="NormalisesBatch">Whether it is a batch norm.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record LayerFacts(string Name, int? FilterAxis, int Groups, bool NormalisesBatch)
{
    /// <summary>Of a layer inside a user's own module, which no declaration describes: here its type is all that is known.</summary>
    internal static LayerFacts OfUndeclared(string name, torch.nn.Module layer) => layer switch
    {
        Conv2d convolution => new(name, 0, (int)convolution.groups, false),
        ConvTranspose2d transposed => new(name, 1, (int)transposed.groups, false),
        _ => new(name, null, 1, layer is BatchNorm2d),
    };
}
