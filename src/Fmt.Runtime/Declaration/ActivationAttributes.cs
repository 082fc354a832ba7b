namespace Fmt;

/// <summary>Rectifier max(0, x), <c>torch.nn.ReLU</c>. Shape unchanged. The generated code runs it in place wherever nobody else reads its input.</summary>
public sealed class ReLUAttribute : LayerAttribute
{
    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input. Not needed for speed; a convolution's map that is overwritten so is reported (FMT3003). Default false.</summary>
    public bool InPlace { get; set; }
}

/// <summary>Exponential linear unit, x for x > 0, else Alpha*(exp(x) - 1), <c>torch.nn.ELU</c>. Shape unchanged.</summary>
public sealed class ELUAttribute : LayerAttribute
{
    /// <summary>Scale of the negative part: a double or an expression. Default 1.</summary>
    public object Alpha { get; set; } = 1.0;

    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}

/// <summary>min(max(0, x), 6), <c>torch.nn.ReLU6</c>. Shape unchanged.</summary>
public sealed class ReLU6Attribute : LayerAttribute
{
    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}

/// <summary>x for x &gt; 0, else NegativeSlope*x, <c>torch.nn.LeakyReLU</c>. Shape unchanged.</summary>
public sealed class LeakyReLUAttribute : LayerAttribute
{
    /// <summary>Slope below zero: a double or an expression. Default 0.01.</summary>
    public object NegativeSlope { get; set; } = 0.01;

    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}

/// <summary>Leaky rectifier whose slope below zero is learned, <c>torch.nn.PReLU</c>: one slope, or one per channel. Shape unchanged.</summary>
public sealed class PReLUAttribute : LayerAttribute
{
    /// <summary>Number of slopes: 1, or as many as there are channels: an int or an expression. Default 1.</summary>
    public object NumParameters { get; set; } = 1;

    /// <summary>Initial slope: a double or an expression. Default 0.25.</summary>
    public object Init { get; set; } = 0.25;
}

/// <summary>Gaussian error linear unit, x*Phi(x), <c>torch.nn.GELU</c>. Shape unchanged.</summary>
public sealed class GELUAttribute : LayerAttribute
{
    /// <summary><c>"none"</c> (by erf) or <c>"tanh"</c>, which differs in the third or fourth decimal. Default none.</summary>
    public string Approximate { get; set; } = "none";
}

/// <summary>x*sigmoid(x), also called swish, <c>torch.nn.SiLU</c>. Shape unchanged.</summary>
public sealed class SiLUAttribute : LayerAttribute
{
    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}

/// <summary>x*min(max(x + 3, 0), 6)/6, <c>torch.nn.Hardswish</c>. Shape unchanged.</summary>
public sealed class HardswishAttribute : LayerAttribute
{
    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}

/// <summary>min(max(x + 3, 0), 6)/6, <c>torch.nn.Hardsigmoid</c>. Shape unchanged.</summary>
public sealed class HardsigmoidAttribute : LayerAttribute
{
    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input (see <see cref="ReLUAttribute.InPlace"/>). Default false.</summary>
    public bool InPlace { get; set; }
}

/// <summary>1/(1 + exp(-x)), <c>torch.nn.Sigmoid</c>. Shape unchanged.</summary>
public sealed class SigmoidAttribute : LayerAttribute;

/// <summary>Hyperbolic tangent, <c>torch.nn.Tanh</c>. Shape unchanged.</summary>
public sealed class TanhAttribute : LayerAttribute;

/// <summary>x*tanh(log(1 + exp(x))), <c>torch.nn.Mish</c>. Shape unchanged.</summary>
public sealed class MishAttribute : LayerAttribute;

/// <summary>Nothing, <c>torch.nn.Identity</c>: for a place in a sequence that must be counted. Shape unchanged.</summary>
public sealed class IdentityAttribute : LayerAttribute;
