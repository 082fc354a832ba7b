using System.Collections.Generic;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>Operators of generated code that take more than one TorchSharp call. Results are the caller's.</summary>
public static class Operators
{
    /// <summary>x[:, :, ::strideH, ::strideW].</summary>
    public static torch.Tensor Subsample(torch.Tensor x, long strideH, long strideW) =>
        x[torch.TensorIndex.Colon, torch.TensorIndex.Colon, torch.TensorIndex.Slice(step: strideH), torch.TensorIndex.Slice(step: strideW)];

    /// <summary>ELU that overwrites <paramref name="x"/> and returns it. TorchSharp 0.107's <c>elu_(double)</c> and <c>functional.elu(inplace: true)</c> run out of place and leave a tensor behind.</summary>
    public static torch.Tensor EluInPlace(torch.Tensor x, double alpha)
    {
        using Scalar slope = alpha, one = 1.0, same = 1.0;
        return x.elu_(slope, one, same);
    }

    /// <summary>Element-wise dropout: in training each element is zero with probability <paramref name="p"/>, else divided by 1 - p. Draws from <paramref name="generator"/>, or libtorch's global one.</summary>
    public static torch.Tensor Dropout(torch.Tensor x, double p, bool training, torch.Generator? generator)
    {
        if (!training || p == 0) return x.alias();
        if (generator is null) return torch.nn.functional.dropout(x, p, training: true, inplace: false);
        if (p == 1) return x * 0;
        using var scope = torch.NewDisposeScope();
        var keep = torch.rand(x.shape, dtype: torch.float32, device: x.device, generator: generator).ge_(p).to(x.dtype).div_(1 - p);
        return (x * keep).MoveToOuterDisposeScope();
    }

    /// <summary>Sum of several tensors of one shape, from left to right.</summary>
    public static torch.Tensor Sum(IReadOnlyList<torch.Tensor> terms)
    {
        var sum = terms[0] + terms[1];
        for (var i = 2; i < terms.Count; i++) sum.add_(terms[i]);
        return sum;
    }

    /// <summary>Product of several tensors, from left to right.</summary>
    public static torch.Tensor Product(IReadOnlyList<torch.Tensor> factors)
    {
        var product = factors[0] * factors[1];
        for (var i = 2; i < factors.Count; i++)
        {
            // Out of place: autograd keeps the factors.
            using var before = product;
            product = before * factors[i];
        }

        return product;
    }
}
