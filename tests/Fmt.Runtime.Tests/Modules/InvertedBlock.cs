using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>Widen (unless by 1), depthwise convolution, narrow.</summary>
[Block]
public sealed partial class InvertedBlock
{
    [Parameter] public partial int Factor { get; }
    [Conv2d("Factor * input.Channels", Bias = false, LayerWhen = "Factor != 1"), BatchNorm2d(LayerWhen = "Factor != 1"), ReLU6(LayerWhen = "Factor != 1")]
    [Conv2d("Factor * input.Channels", Kernel = 3, Padding = 1, Groups = "Factor * input.Channels", Bias = false), BatchNorm2d, ReLU6]
    [Conv2d("input.Channels", Bias = false), BatchNorm2d]
    public partial Sequence Layers { get; }
    [Add(nameof(Layers), Edge.Input)] public partial Activation Sum { get; }
}
