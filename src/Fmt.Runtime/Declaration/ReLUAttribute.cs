namespace Fmt;

/// <summary>Rectifier max(0, x), <c>torch.nn.ReLU</c>. Shape unchanged. The generated code runs it in place wherever nobody else reads its input.</summary>
public sealed class ReLUAttribute : LayerAttribute
{
    /// <summary>PyTorch's <c>inplace</c>: always overwrite the input. Not needed for speed; a convolution's map that is overwritten so is reported (FMT3003). Default false.</summary>
    public bool InPlace { get; set; }
}
