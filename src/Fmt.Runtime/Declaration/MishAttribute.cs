namespace Fmt;

/// <summary>x*tanh(log(1 + exp(x))), <c>torch.nn.Mish</c>. Shape unchanged.</summary>
public sealed class MishAttribute : LayerAttribute;
