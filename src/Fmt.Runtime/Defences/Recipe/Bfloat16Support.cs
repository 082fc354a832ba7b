using System.Runtime.Intrinsics.X86;
using Fmt.Modules;

namespace Fmt.Defences;

/// <summary>Whether this processor multiplies in bfloat16 at more than float32's rate.</summary>
internal static class Bfloat16Support
{
    /// <summary>bfloat16 where it pays, else the weights' type.</summary>
    public static ConvolutionPrecision Best { get; } = Has() ? ConvolutionPrecision.BFloat16 : ConvolutionPrecision.AsWeights;

    private static bool Has()
    {
        if (!X86Base.IsSupported || X86Base.CpuId(0, 0).Eax < 7) return false;
        // Leaf 7: subleaf 1, EAX bit 5 is AVX512_BF16; subleaf 0, EDX bit 22 is AMX-BF16 (Intel's manual, volume 2A, CPUID).
        return (X86Base.CpuId(7, 1).Eax & (1 << 5)) != 0 || (X86Base.CpuId(7, 0).Edx & (1 << 22)) != 0;
    }
}
