namespace Fmt;

/// <summary>x for x &gt; 0, else NegativeSlope*x, <c>torch.nn.LeakyReLU</c>. Shape unchanged.</summary>
public sealed class LeakyReLUAttribute : LayerAttribute
{
    /// <summary>Slope below zero: a double or an expression. Default 0.01.</summary>
    public object NegativeSlope { get; set; } = 0.01;

    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}
