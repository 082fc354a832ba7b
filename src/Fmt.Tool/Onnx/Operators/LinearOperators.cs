using System.Collections.Generic;

namespace Fmt.Tool.Onnx;

/// <summary>Matrix products with a parameter.</summary>
internal static class LinearOperators
{
    /// <summary><c>Gemm</c>.</summary>
    public static OnnxValue Gemm(NodeContext c)
    {
        if (c.Float("alpha", 1) != 1 || (c.Float("beta", 1) != 1 && c.Value(2) is not null)) return c.Refuse("its alpha or beta is not 1");
        if (c.Int("transA", 0) != 0) return c.Refuse("it turns what it reads (transA)");
        if (c.Value(2) is not null && c.Constant(2) is null) return c.Refuse("its bias is calculated from the image");
        return Linear(c, c.Int("transB", 0) != 0, c.Constant(2));
    }

    /// <summary><c>MatMul</c>; the sum with a bias that may follow is <see cref="BiasIdiom"/>'s.</summary>
    public static OnnxValue MatMul(NodeContext c) => Linear(c, false, null);

    private static OnnxValue Linear(NodeContext c, bool isTurned, OnnxValue.Constant? bias)
    {
        if (c.Signal() is not { } input || c.Constant(1) is not { Tensor: { Dims.Length: 2 } tensor } weight) return c.Refuse("it does not multiply what comes from the image by a matrix of parameters");
        // The layer's weight is [out, in].
        if (!isTurned) weight = Turned(c, weight, tensor);
        var weights = new Dictionary<string, OnnxValue.Constant> { ["weight"] = weight };
        if (bias is not null) weights["bias"] = bias;
        return c.Layer("Linear", [input], weights, ("Features", (int)weight.Tensor!.Dims[0]), ("Bias", bias is not null));
    }

    private static OnnxValue.Constant Turned(NodeContext c, OnnxValue.Constant weight, OnnxTensor tensor) =>
        weight with { Tensor = tensor.TransposeOf ?? Constants.Transposed(c, tensor) };
}
