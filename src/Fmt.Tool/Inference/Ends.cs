
namespace Fmt.Tool.Inference;

/// <summary>The first and the last layer of the network: the one reads pixels, the other gives the logits.</summary>
/// <param name="Classes">The number of logits; 0 where no Linear gives them.</param>
internal sealed record Ends(string Stem, string Final, long Classes);
