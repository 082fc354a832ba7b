namespace Fmt;

/// <summary>Dropout of whole maps, active in training only, <c>torch.nn.Dropout2d</c>. Shape: [N, C, H, W], unchanged.</summary>
public sealed class Dropout2dAttribute : LayerAttribute
{
    /// <summary>Dropout with PyTorch's probability 0.5.</summary>
    public Dropout2dAttribute() => P = 0.5;

    /// <summary>Dropout with a given probability.</summary>
    /// <param name="p">Probability of a map to be zeroed: a double or an expression, in [0, 1].</param>
    public Dropout2dAttribute(object p) => P = p;

    /// <summary>Probability of a map to be zeroed. Default 0.5.</summary>
    public object P { get; }
}
