namespace Fmt.Modules;

/// <summary>What the convolutions of a network compute in.</summary>
public enum ConvolutionPrecision
{
    /// <summary>The type of the weights, float32 as a rule.</summary>
    AsWeights,

    /// <summary>
    /// bfloat16 with float32 weights and gradients, about twice as fast where the processor has avx512_bf16 or amx_bf16. Convolutions that read the
    /// image keep the weights' type: bfloat16 cannot tell neighbouring pixel values apart. A user's hooks on a convolution's module do not fire.
    /// </summary>
    BFloat16,
}
