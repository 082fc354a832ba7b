using System.Collections.Generic;

namespace Fmt.Graph;

// Which of them autograd differentiates from their output (SavesOutput), and which in-place form it can undo, is what
// libtorch's derivative formulas say: relu6, sigmoid and tanh use the result, leaky_relu does in place, the others the input.

/// <summary><c>torch.nn.ReLU6</c>.</summary>
internal sealed class ReLU6Layer : InPlaceActivation
{
    public override string Name => "ReLU6";

    public override bool SavesOutput(LayerArguments a) => true;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.relu6()";

    public override string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.relu6_()";
}

/// <summary><c>torch.nn.LeakyReLU</c>.</summary>
internal sealed class LeakyReLULayer : InPlaceActivation
{
    public override string Name => "LeakyReLU";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Double("NegativeSlope", 0.01), Parameter.Bool("InPlace", false)];

    public override bool SavesOutput(LayerArguments a) => true;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.leaky_relu({inputs[0]}, {CSharp.Of(a.Double("NegativeSlope"))}, false)";

    // Autograd cannot undo an in-place one with a negative slope below zero, so there it stays out of place.
    public override string? ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        a.Double("NegativeSlope") < 0 ? null : $"global::Fmt.Modules.Operators.LeakyReluInPlace({inputs[0]}, {CSharp.Of(a.Double("NegativeSlope"))})";

    public override string Describe(LayerArguments a) => "leaky ReLU";
}

/// <summary><c>torch.nn.GELU</c>.</summary>
internal sealed class GELULayer : PointwiseLayer
{
    public override string Name => "GELU";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Text("Approximate", "none", "none", "tanh")];

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) =>
        $"{CSharp.Functional}.gelu({inputs[0]}, global::TorchSharp.Modules.GELU.Approximate.{a.Text("Approximate")}, false)";

    public override string Describe(LayerArguments a) => a.Text("Approximate") == "tanh" ? "GELU by tanh" : Name;
}

/// <summary><c>torch.nn.SiLU</c>.</summary>
internal sealed class SiLULayer : InPlaceActivation
{
    public override string Name => "SiLU";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.silu()";

    public override string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.silu_()";
}

/// <summary><c>torch.nn.Hardswish</c>.</summary>
internal sealed class HardswishLayer : InPlaceActivation
{
    public override string Name => "Hardswish";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.hardswish()";

    public override string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.hardswish_()";

    public override string Describe(LayerArguments a) => "hard swish";
}

/// <summary><c>torch.nn.Hardsigmoid</c>.</summary>
internal sealed class HardsigmoidLayer : InPlaceActivation
{
    public override string Name => "Hardsigmoid";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.hardsigmoid()";

    public override string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.hardsigmoid_()";

    public override string Describe(LayerArguments a) => "hard sigmoid";
}

/// <summary><c>torch.nn.Sigmoid</c>.</summary>
internal sealed class SigmoidLayer : PointwiseLayer
{
    public override string Name => "Sigmoid";

    public override bool SavesOutput(LayerArguments a) => true;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.sigmoid()";

    public override string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.sigmoid_()";

    public override string Describe(LayerArguments a) => "sigmoid";
}

/// <summary><c>torch.nn.Tanh</c>.</summary>
internal sealed class TanhLayer : PointwiseLayer
{
    public override string Name => "Tanh";

    public override bool SavesOutput(LayerArguments a) => true;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.tanh()";

    public override string ForwardInPlace(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.tanh_()";

    public override string Describe(LayerArguments a) => "tanh";
}

/// <summary><c>torch.nn.Mish</c>.</summary>
internal sealed class MishLayer : PointwiseLayer
{
    public override string Name => "Mish";

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{CSharp.Functional}.mish({inputs[0]}, false)";
}

/// <summary><c>torch.nn.Identity</c>.</summary>
internal sealed class IdentityLayer : PointwiseLayer
{
    public override string Name => "Identity";

    public override bool Aliases => true;

    public override string Forward(LayerArguments a, IReadOnlyList<string> inputs, string module) => $"{inputs[0]}.alias()";

    public override string Describe(LayerArguments a) => "identity";
}

/// <summary><c>torch.nn.PReLU</c>.</summary>
internal sealed class PReLULayer : PointwiseLayer
{
    public override string Name => "PReLU";

    public override string ModuleType => "global::TorchSharp.Modules.PReLU";

    public override IReadOnlyList<Parameter> Parameters { get; } = [Parameter.Int("NumParameters", 1), Parameter.Double("Init", 0.25)];

    public override Inference InferShape(LayerArguments a, IReadOnlyList<Source> inputs)
    {
        var (count, shape) = (a.Int("NumParameters"), inputs[0].Shape);
        if (count == 1) return shape;
        if (shape.ChannelsLast) return Inference.MapExpected(Name, inputs[0]);
        return count == shape.Channels
            ? shape
            : Inference.Wrong(ProblemKind.BadArgument, "NumParameters", $"NumParameters = {CSharp.Of(count)}", $"must be 1 or the {CSharp.Of(shape.Channels)} channels of '{inputs[0].Name}'");
    }

    public override IEnumerable<WeightEntry> Weights(LayerArguments a, Shape input) => [WeightEntry.Of("weight", a.Int("NumParameters"))];

    public override string Construct(LayerArguments a, Shape input, Shape output) =>
        $"global::TorchSharp.torch.nn.PReLU({CSharp.Of(a.Int("NumParameters"))}, {CSharp.Of(a.Double("Init"))})";
}
