using System.Linq;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>Random operators of generated code that drop more than single elements. Results are the caller's. Draws come from the given generator, or libtorch's global one.</summary>
public static class RandomOperators
{
    /// <summary>In training each map of [N, C, H, W] is zero with probability <paramref name="p"/>, else divided by 1 - p; else an alias of the input.</summary>
    public static torch.Tensor Dropout2d(torch.Tensor x, double p, bool training, torch.Generator? generator) =>
        Drop(x, p, [x.shape[0], x.shape[1], 1, 1], training, generator);

    /// <summary>In training every image (or the whole batch) is zero with probability <paramref name="p"/>, else divided by 1 - p; else an alias of the input.</summary>
    public static torch.Tensor StochasticDepth(torch.Tensor x, double p, bool perImage, bool training, torch.Generator? generator) =>
        Drop(x, p, [perImage ? x.shape[0] : 1, .. Enumerable.Repeat(1L, (int)x.dim() - 1)], training, generator);

    private static torch.Tensor Drop(torch.Tensor x, double p, long[] shape, bool training, torch.Generator? generator)
    {
        if (!training || p == 0) return x.alias();
        using var scope = torch.NewDisposeScope();
        var keep = torch.rand(shape, dtype: torch.float32, device: x.device, generator: generator).ge(p).to(x.dtype);
        if (p < 1) keep.div_(1 - p);
        return (x * keep).MoveToOuterDisposeScope();
    }
}
