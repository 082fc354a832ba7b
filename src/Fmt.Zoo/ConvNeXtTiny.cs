using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>ConvNeXt-Tiny for ImageNet, as torchvision's (Liu et al. 2022, arXiv 2201.03545, table 9).</summary>
[Network("3x224x224", Classes = 1000)]
public sealed partial class ConvNeXtTiny
{
    [Conv2d(96, Kernel = 4, Stride = 4, Name = "features.0"), LayerNorm2d(Eps = 1e-6)] public partial Sequence Stem { get; }
    [Repeat<ConvNeXtBlock>(3, "Drop = 0.1 * i / 17", Name = "features.1")] public partial Stage<ConvNeXtBlock> Stage1 { get; }
    [LayerNorm2d(Eps = 1e-6, Name = "features.2"), Conv2d(192, Kernel = 2, Stride = 2)] public partial Sequence Smaller1 { get; }
    [Repeat<ConvNeXtBlock>(3, "Drop = 0.1 * (3 + i) / 17", Name = "features.3")] public partial Stage<ConvNeXtBlock> Stage2 { get; }
    [LayerNorm2d(Eps = 1e-6, Name = "features.4"), Conv2d(384, Kernel = 2, Stride = 2)] public partial Sequence Smaller2 { get; }
    [Repeat<ConvNeXtBlock>(9, "Drop = 0.1 * (6 + i) / 17", Name = "features.5")] public partial Stage<ConvNeXtBlock> Stage3 { get; }
    [LayerNorm2d(Eps = 1e-6, Name = "features.6"), Conv2d(768, Kernel = 2, Stride = 2)] public partial Sequence Smaller3 { get; }
    [Repeat<ConvNeXtBlock>(3, "Drop = 0.1 * (15 + i) / 17", Name = "features.7")] public partial Stage<ConvNeXtBlock> Stage4 { get; }
    [GlobalAvgPool2d] public partial Activation Avgpool { get; }
    [LayerNorm2d(Eps = 1e-6), Flatten, Linear("Classes")] public partial Sequence Classifier { get; }
}

/// <summary>Depthwise 7x7 convolution and two linear layers on the channels of every place, scaled, on top of the input.</summary>
[Block]
public sealed partial class ConvNeXtBlock
{
    [Parameter(0.0)] public partial double Drop { get; }

    /// <summary>The branch.</summary>
    [Conv2d("input.Channels", Kernel = 7, Padding = 3, Groups = "input.Channels"), Permute("NHWC"), LayerNorm(Eps = 1e-6)]
    [Linear("4 * input.Channels"), GELU, Linear("input.Channels"), Permute("NCHW")]
    public partial Sequence Block { get; }
    [Scale(1e-6, Name = "layer_scale")] public partial LearnedScale LayerScale { get; }
    [StochasticDepth(nameof(Drop))] public partial Activation Depth { get; }
    [Add(nameof(Depth), Edge.Input)] public partial Activation Sum { get; }
}
