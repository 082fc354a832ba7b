using System;
using System.Collections.Generic;

namespace Fmt.Tool.Onnx;

/// <summary>What the operators become, and the idioms, each under the operator that it ends with.</summary>
internal static class OperatorTable
{
    private static readonly Dictionary<string, Func<NodeContext, IReadOnlyList<OnnxValue>>> _operators = new(StringComparer.Ordinal);

    private static readonly Dictionary<string, Func<NodeContext, OnnxValue?>[]> _idioms = new(StringComparer.Ordinal)
    {
        ["Mul"] = [GeluIdiom.Find, GatedIdiom.Find, LayerNormIdiom.WithScale],
        ["Sub"] = [PixelIdiom.Mean],
        ["Div"] = [PixelIdiom.Std, HardIdiom.Find, LayerNormIdiom.Plain],
        ["Add"] = [LayerNormIdiom.WithBias, BiasIdiom.Find],
        ["Reshape"] = [ChannelShuffleIdiom.Find],
    };

    /// <summary>Operators that a sentence is worth.</summary>
    private static readonly Dictionary<string, string> _advice = new(StringComparer.Ordinal)
    {
        ["Erf"] = " outside of a GELU",
        ["Sqrt"] = " outside of a layer norm",
        ["Pow"] = " outside of a layer norm",
        ["QuantizeLinear"] = "; export the network before it is quantised",
        ["DequantizeLinear"] = "; export the network before it is quantised",
        ["QLinearConv"] = "; export the network before it is quantised",
    };

    static OperatorTable()
    {
        Layers();
        Activations();
        Movements();
    }

    /// <summary>What an operator becomes; null where there is nothing.</summary>
    public static Func<NodeContext, IReadOnlyList<OnnxValue>>? Find(string op) => _operators.GetValueOrDefault(op);

    /// <summary>The idioms that end with an operator.</summary>
    public static IReadOnlyList<Func<NodeContext, OnnxValue?>> Idioms(string op) => _idioms.GetValueOrDefault(op) ?? [];

    /// <summary>What else to say of an operator that has no layer.</summary>
    public static string Advice(string op) => _advice.GetValueOrDefault(op, "");

    private static void Layers()
    {
        One("Conv", ConvolutionOperators.Conv);
        One("ConvTranspose", ConvolutionOperators.ConvTranspose);
        One("BatchNormalization", NormOperators.BatchNorm);
        One("InstanceNormalization", NormOperators.InstanceNorm);
        One("LayerNormalization", NormOperators.LayerNorm);
        One("LRN", NormOperators.LocalResponseNorm);
        One("Gemm", LinearOperators.Gemm);
        One("MatMul", LinearOperators.MatMul);
        One("MaxPool", PoolOperators.Max);
        One("AveragePool", PoolOperators.Average);
        One("GlobalAveragePool", c => c.Layer("GlobalAvgPool2d"));
        One("GlobalMaxPool", c => c.Layer("GlobalMaxPool2d"));
        One("ReduceMean", PoolOperators.Mean);
        One("Add", ArithmeticOperators.Add);
        One("Sum", ArithmeticOperators.Add);
        One("Mul", ArithmeticOperators.Multiply);
        One("Div", ArithmeticOperators.Divide);
        One("Sub", ArithmeticOperators.Subtract);
        One("Concat", ArithmeticOperators.Concat);
    }

    private static void Movements()
    {
        One("Identity", c => c.Value(0) ?? c.Refuse("it reads nothing"));
        One("Dropout", c => c.Value(0) ?? c.Refuse("it reads nothing"));
        One("Flatten", ShapeOperators.Flatten);
        One("Reshape", ShapeOperators.Reshape);
        One("Squeeze", ShapeOperators.Squeeze);
        One("Transpose", ShapeOperators.Transpose);
        One("Pad", ShapeOperators.Pad);
        One("Slice", CutOperators.Slice);
        _operators["Split"] = CutOperators.Split;
        One("Resize", SizeOperators.Resize);
        One("Upsample", SizeOperators.Upsample);
        One("Softmax", EndOperators.Softmax);
        One("LogSoftmax", EndOperators.Softmax);
    }

    private static void Activations()
    {
        One("Relu", c => c.Layer("ReLU"));
        One("Sigmoid", c => c.Layer("Sigmoid"));
        One("Tanh", c => c.Layer("Tanh"));
        One("LeakyRelu", c => c.Layer("LeakyReLU", ("NegativeSlope", c.Float("alpha", 0.01))));
        One("Elu", c => c.Layer("ELU", ("Alpha", c.Float("alpha", 1))));
        One("Gelu", c => c.Layer("GELU", ("Approximate", c.Text("approximate", "none"))));
        One("HardSwish", c => c.Layer("Hardswish"));
        One("Mish", c => c.Layer("Mish"));
        One("HardSigmoid", ActivationOperators.HardSigmoid);
        One("Clip", ActivationOperators.Clip);
        One("PRelu", ActivationOperators.PRelu);
        // Softplus stands in Mish alone.
        One("Softplus", c => c.Refuse("the language has no layer for Softplus outside of a Mish"));
    }

    private static void One(string op, Func<NodeContext, OnnxValue> work) => _operators[op] = c => [work(c)];
}
