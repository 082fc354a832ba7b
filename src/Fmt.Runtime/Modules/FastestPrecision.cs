using System.Runtime.Intrinsics.X86;

namespace Fmt.Modules;

/// <summary>What this processor convolves fastest in.</summary>
public static class FastestPrecision
{
    /// <summary>bfloat16 where the processor multiplies in it at more than float32's rate, else the weights' type.</summary>
    public static ConvolutionPrecision OfProcessor { get; } = Has() ? ConvolutionPrecision.BFloat16 : ConvolutionPrecision.AsWeights;

    private static bool Has()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7) return false;
        // Leaf 7: subleaf 1, EAX bit 5 is AVX512_BF16; subleaf 0, EDX bit 22 is AMX-BF16 (Intel's manual, volume 2A, CPUID).
        return (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0 || (X86Base.CpuId(7, 0).Edx & (1 << 22)) != 0;
    }
}
