namespace Fmt;

/// <summary>Largest value of the whole map, <c>torch.nn.AdaptiveMaxPool2d(1)</c>. Shape: [N, C, H, W] -> [N, C, 1, 1].</summary>
public sealed class GlobalMaxPool2dAttribute : LayerAttribute;
