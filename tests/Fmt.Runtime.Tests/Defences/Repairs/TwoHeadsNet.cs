using TorchSharp.Modules;

namespace Fmt.Tests.Defences.Repairs;

/// <summary>Two linear layers; the last one registered gives the logits.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class TwoHeadsNet
{
    [Flatten] public partial Activation Flat { get; }
    [Linear(5)] public partial Linear Fc1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [Linear("Classes")] public partial Linear Fc2 { get; }
}
