
namespace Fmt;

/// <summary>A member without weights (an activation, a pooling, a join): its place in the network and the shape of its result.</summary>
/// <param name="Path">How C# reaches it, for instance <c>Layer1[0].Relu1</c>.</param>
/// <param name="Shape">Shape of one image's result, <c>"64x8x8"</c> or <c>"10"</c>.</param>
public sealed record Activation(string Path, string Shape);
