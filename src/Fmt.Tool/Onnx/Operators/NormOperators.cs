using System;
using System.Collections.Generic;

namespace Fmt.Tool.Onnx;

/// <summary>Normalisations that are one operator.</summary>
internal static class NormOperators
{
    /// <summary><c>BatchNormalization</c>. ONNX's momentum is what is kept, PyTorch's what is added.</summary>
    public static OnnxValue BatchNorm(NodeContext c)
    {
        if (c.Int("training_mode", 0) != 0) return c.Refuse("it is exported in training mode, in which it normalises by the batch. Call model.eval() before the export");
        if (c.Int("spatial", 1) != 1) return c.Refuse("it has a scale for every place of a map");
        if (Weights(c, "weight", "bias", "running_mean", "running_var") is not { } weights || c.Signal() is not { } input) return c.Refuse("its parameters are calculated from the image");
        if (!input.Shape.IsMap) return c.Refuse($"it normalises vectors ({input.Shape}); the language's batch norm reads maps");
        return c.Layer("BatchNorm2d", [input], weights, ("Eps", c.Float("epsilon", 1e-5)), ("Momentum", Math.Round(1 - c.Float("momentum", 0.9), 7)));
    }

    /// <summary><c>InstanceNormalization</c>.</summary>
    public static OnnxValue InstanceNorm(NodeContext c) =>
        Weights(c, "weight", "bias") is { } weights && c.Signal() is { } input
            ? c.Layer("InstanceNorm2d", [input], weights, ("Eps", c.Float("epsilon", 1e-5)), ("Affine", true))
            : c.Refuse("its parameters are calculated from the image");

    /// <summary><c>LayerNormalization</c> over the last axes.</summary>
    public static OnnxValue LayerNorm(NodeContext c)
    {
        if (c.Signal() is not { } input || c.Constant(1) is not { } weight) return c.Refuse("its scale is calculated from the image");
        var rank = input.Shape.Dims.Count + 1;
        var axis = c.Int("axis", -1);
        var dims = axis < 0 ? -axis : rank - axis;
        if (dims < 1 || dims >= rank) return c.Refuse($"it normalises over {dims} axes of {input.Shape}");
        var weights = new Dictionary<string, OnnxValue.Constant> { ["weight"] = weight };
        if (c.Constant(2) is { } bias) weights["bias"] = bias;
        return c.Layer("LayerNorm", [input], weights, ("Eps", c.Float("epsilon", 1e-5)), ("Bias", weights.Count == 2), ("Dims", dims));
    }

    /// <summary><c>LRN</c>.</summary>
    public static OnnxValue LocalResponseNorm(NodeContext c) =>
        c.Layer("LocalResponseNorm", ("Size", c.Int("size", 0)), ("Alpha", c.Float("alpha", 1e-4)), ("Beta", c.Float("beta", 0.75)), ("K", c.Float("bias", 1)));

    private static Dictionary<string, OnnxValue.Constant>? Weights(NodeContext c, params string[] names)
    {
        var weights = new Dictionary<string, OnnxValue.Constant>();
        for (var i = 0; i < names.Length; i++)
        {
            if (c.Constant(i + 1) is not { } constant) return null;
            weights[names[i]] = constant;
        }

        return weights;
    }
}
