using System.Collections.Generic;
using System.ComponentModel;

namespace Fmt.Modules;

/// <summary>What the generator knows of a network and its base class needs.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Input">Channels, height and width of an image.</param>
/// <param name="Classes">Number of classes.</param>
/// <param name="Mean">Declared mean per channel; empty for none.</param>
/// <param name="Std">Declared standard deviation per channel; empty for none.</param>
/// <param name="Sites">The sites in execution order.</param>
/// <param name="Norms">The batch norms in execution order.</param>
/// <param name="Layers">What is known of layers with filters and of batch norms, tested or not, in registration order.</param>
/// <param name="Values">Number of values of a forward pass.</param>
/// <param name="SiteValues">The value of each site.</param>
/// <param name="Output">The value of the logits.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed record NetworkFacts(
    string Name,
    (int Channels, int Height, int Width) Input,
    int Classes,
    double[] Mean,
    double[] Std,
    IReadOnlyList<Site> Sites,
    IReadOnlyList<NormSite> Norms,
    IReadOnlyList<LayerFacts> Layers,
    int Values,
    int[] SiteValues,
    int Output);
