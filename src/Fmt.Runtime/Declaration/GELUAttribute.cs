namespace Fmt;

/// <summary>Gaussian error linear unit, x*Phi(x), <c>torch.nn.GELU</c>. Shape unchanged.</summary>
public sealed class GELUAttribute : LayerAttribute
{
    /// <summary><c>"none"</c> (by erf) or <c>"tanh"</c>, which differs in the third or fourth decimal. Default none.</summary>
    public string Approximate { get; set; } = "none";
}
