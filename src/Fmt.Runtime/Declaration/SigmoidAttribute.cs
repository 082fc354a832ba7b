namespace Fmt;

/// <summary>1/(1 + exp(-x)), <c>torch.nn.Sigmoid</c>. Shape unchanged.</summary>
public sealed class SigmoidAttribute : LayerAttribute;
