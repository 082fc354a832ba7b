namespace Fmt;

/// <summary>Nothing, <c>torch.nn.Identity</c>: for a place in a sequence that must be counted. Shape unchanged.</summary>
public sealed class IdentityAttribute : LayerAttribute;
