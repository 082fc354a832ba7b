namespace Fmt.Modules;

/// <summary>A place in a network whose output has testable feature maps [N, Channels, Height, Width]. Known at compile time.</summary>
/// <param name="Index">Position in execution order, from 0.</param>
/// <param name="Name">Name of the layer in the state_dict, for instance <c>layer1.0.conv1</c>.</param>
/// <param name="Path">How C# reaches it, for instance <c>Layer1[0].Conv1</c>.</param>
/// <param name="Channels">Number of feature maps.</param>
/// <param name="Height">Height of a map.</param>
/// <param name="Width">Width of a map.</param>
/// <param name="PrefixMacs">Multiply-accumulates per image from the input up to and with this site.</param>
/// <param name="SuffixMacs">Multiply-accumulates per image from this site to the logits.</param>
/// <param name="HasBias">Whether the layer has a bias.</param>
/// <param name="BatchNorm">The batch norm that is the only reader of the maps; null where there is none. Pruning a map for good needs its shift zeroed too.</param>
/// <param name="FeedsSum">Whether the maps, through normalisation and activation only, enter a residual sum, which then carries the map of the other summand on.</param>
/// <param name="FilterAxis">The axis of the weight that counts the filters: 0, or 1 for a transposed convolution, whose weight has the filters of each group there.</param>
/// <param name="Groups">Into how many groups the filters are divided.</param>
/// <param name="ReadsImage">Whether the layer reads the network's input, through nothing but layers that keep its channels apart.</param>
public sealed record Site(
    int Index,
    string Name,
    string Path,
    int Channels,
    int Height,
    int Width,
    long PrefixMacs,
    long SuffixMacs,
    bool HasBias,
    string? BatchNorm,
    bool FeedsSum,
    int FilterAxis,
    int Groups,
    bool ReadsImage);
