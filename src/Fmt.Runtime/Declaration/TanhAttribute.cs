namespace Fmt;

/// <summary>Hyperbolic tangent, <c>torch.nn.Tanh</c>. Shape unchanged.</summary>
public sealed class TanhAttribute : LayerAttribute;
