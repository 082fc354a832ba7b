namespace Fmt;

/// <summary>Flattens everything but the batch, <c>torch.nn.Flatten</c>. Shape: [N, C, H, W] -> [N, C*H*W].</summary>
public sealed class FlattenAttribute : LayerAttribute;
