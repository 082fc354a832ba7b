namespace Fmt;

/// <summary>min(max(x + 3, 0), 6)/6, <c>torch.nn.Hardsigmoid</c>. Shape unchanged.</summary>
public sealed class HardsigmoidAttribute : LayerAttribute
{
    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}
