namespace Fmt;

/// <summary>min(max(0, x), 6), <c>torch.nn.ReLU6</c>. Shape unchanged.</summary>
public sealed class ReLU6Attribute : LayerAttribute
{
    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}
