namespace Fmt;

/// <summary>Element-wise dropout, active in training only, <c>torch.nn.Dropout</c>. Shape unchanged.</summary>
public sealed class DropoutAttribute : LayerAttribute
{
    /// <summary>Dropout with PyTorch's probability 0.5.</summary>
    public DropoutAttribute() => P = 0.5;

    /// <summary>Dropout with a given probability.</summary>
    /// <param name="p">Probability of an element to be zeroed: a double or an expression, in [0, 1].</param>
    public DropoutAttribute(object p) => P = p;

    /// <summary>Probability of an element to be zeroed. Default 0.5.</summary>
    public object P { get; }
}
