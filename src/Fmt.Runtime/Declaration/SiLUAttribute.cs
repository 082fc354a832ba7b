namespace Fmt;

/// <summary>x*sigmoid(x), also called swish, <c>torch.nn.SiLU</c>. Shape unchanged.</summary>
public sealed class SiLUAttribute : LayerAttribute
{
    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}
