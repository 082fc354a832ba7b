namespace Fmt;

/// <summary>Mean over the whole map, <c>torch.nn.AdaptiveAvgPool2d(1)</c>. Shape: [N, C, H, W] -> [N, C, 1, 1].</summary>
public sealed class GlobalAvgPool2dAttribute : LayerAttribute;
