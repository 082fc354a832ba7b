namespace Fmt;

/// <summary>Exponential linear unit, x for x > 0, else Alpha*(exp(x) - 1), <c>torch.nn.ELU</c>. Shape unchanged.</summary>
public sealed class ELUAttribute : LayerAttribute
{
    /// <summary>Scale of the negative part: a double or an expression. Default 1.</summary>
    public object Alpha { get; set; } = 1.0;

    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}
