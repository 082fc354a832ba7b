using System;
using System.Linq;
using Fmt.Tool.Onnx;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Files that were damaged at random are declared or refused, and take no more memory than a file of their length may.</summary>
public sealed class OnnxMutationTests
{
    private const int Most = 64 << 20;

    private static int Cases => Environment.GetEnvironmentVariable("FMT_ALL_MUTATIONS") == "1" ? 10_000 : 1_000;

    [Fact]
    public void A_damaged_file_is_declared_or_refused()
    {
        var original = Small().Bytes();
        OnnxBuilder.Import(original);
        var random = new Random(22);
        var refused = 0;
        for (var i = 0; i < Cases; i++)
        {
            var damaged = Mutated(original, random);
            var before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                OnnxBuilder.Import(damaged);
            }
            catch (OnnxException)
            {
                refused++;
            }
            catch (Exception e)
            {
                Assert.Fail($"case {i}: {e}\n{Convert.ToBase64String(damaged)}");
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Most);
        }

        Assert.InRange(refused, Cases / 4, Cases);
    }

    /// <summary>Most operators and idioms once, in little.</summary>
    private static OnnxBuilder Small() => new OnnxBuilder()
        .Conv("conv1", 4, 3).Tensor("bn.weight", 4).Tensor("bn.bias", 4).Tensor("bn.running_mean", 4).Tensor("bn.running_var", 4)
        .Node("BatchNormalization", ["*", "bn.weight", "bn.bias", "bn.running_mean", "bn.running_var"], "norm").Node("Sigmoid", output: "gate").Node("Mul", ["norm", "gate"], "silu")
        .Node("MaxPool", null, null, ("kernel_shape", new long[] { 2, 2 }), ("strides", new long[] { 2, 2 })).Node("Relu", output: "x")
        .Longs("one", 1).Longs("two", 2).Longs("zero", 0).Longs("pads", 0, 2, 0, 0, 0, 2, 0, 0)
        .Node("Slice", ["x", "zero", "two", "one"], "part").Node("Pad", ["x", "pads"], "padded").Node("Concat", ["part", "padded"], "joined", ("axis", 1L))
        .Node("Transpose", null, null, ("perm", new long[] { 0, 2, 3, 1 })).Tensor("lin.weight", 10, 6).Tensor("lin.bias", 6).Node("MatMul", ["*", "lin.weight"]).Node("Add", ["lin.bias", "*"])
        .Node("Transpose", null, "y", ("perm", new long[] { 0, 3, 1, 2 })).Node("Shape", ["y"], "shape").Longs("at", 0).Node("Gather", ["shape", "at"], "batch").Longs("rest", -1)
        .Node("Concat", ["batch", "rest"], "target", ("axis", 0L)).Node("GlobalAveragePool", ["y"]).Node("Reshape", ["*", "target"])
        .Tensor("fc.weight", 10, 6).Tensor("fc.bias", 10).Node("Gemm", ["*", "fc.weight", "fc.bias"], null, ("transB", 1L)).Node("Softmax");

    private static byte[] Mutated(byte[] original, Random random)
    {
        var bytes = original.ToList();
        for (var edits = random.Next(1, 4); edits > 0 && bytes.Count > 4; edits--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(6))
            {
                case 0: bytes[at] = (byte)random.Next(256); break;
                case 1: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                case 2: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 3: bytes.InsertRange(at, Enumerable.Range(0, random.Next(1, 12)).Select(_ => (byte)random.Next(256))); break;
                case 4: bytes.InsertRange(at, bytes.Skip(random.Next(bytes.Count)).Take(random.Next(1, 60)).ToList()); break;
                default: if (random.Next(4) == 0) bytes.RemoveRange(at, bytes.Count - at); else bytes[at] = 0xFF; break;
            }
        }

        return [.. bytes];
    }
}
