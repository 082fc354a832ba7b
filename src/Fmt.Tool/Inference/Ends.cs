
namespace Fmt.Tool.Inference;

/// <summary>The first and the last layer of the network: the one reads pixels, the other gives the logits.</summary>
internal sealed record Ends(string Stem, string Final);
