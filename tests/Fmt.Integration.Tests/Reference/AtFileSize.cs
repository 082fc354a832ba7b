namespace Fmt.Tests.Reference;

/// <summary>The published networks at the sizes of the reference values: the layers are the same, the input size is the network's.</summary>
public static partial class AtFileSize
{
    [Network("3x128x128", Like = typeof(Zoo.AlexNet))] public sealed partial class AlexNet;

    [Network("3x128x128", Like = typeof(Zoo.ConvNeXtTiny))] public sealed partial class ConvNeXtTiny;

    [Network("3x128x128", Like = typeof(Zoo.DenseNet161))] public sealed partial class DenseNet161;

    [Network("3x128x128", Like = typeof(Zoo.EfficientNetB3))] public sealed partial class EfficientNetB3;

    [Network("3x128x128", Like = typeof(Zoo.EfficientNetV2S))] public sealed partial class EfficientNetV2S;

    [Network("3x128x128", Like = typeof(Zoo.GoogLeNet))] public sealed partial class GoogLeNet;

    [Network("3x160x160", Like = typeof(Zoo.InceptionV3))] public sealed partial class InceptionV3;

    [Network("3x128x128", Like = typeof(Zoo.MnasNet1_0))] public sealed partial class MnasNet1_0;

    [Network("3x128x128", Like = typeof(Zoo.RegNetY400MF))] public sealed partial class RegNetY400MF;

    [Network("3x128x128", Like = typeof(Zoo.ResNeXt50))] public sealed partial class ResNeXt50;

    [Network("3x128x128", Like = typeof(Zoo.ResNet50))] public sealed partial class ResNet50;

    [Network("3x128x128", Like = typeof(Zoo.ShuffleNetV2X1_0))] public sealed partial class ShuffleNetV2X1_0;

    [Network("3x128x128", Like = typeof(Zoo.SqueezeNet1_1))] public sealed partial class SqueezeNet1_1;

    [Network("3x128x128", Like = typeof(Zoo.Vgg19Bn))] public sealed partial class Vgg19Bn;

    [Network("3x128x128", Like = typeof(Zoo.WideResNet50_2))] public sealed partial class WideResNet50_2;
}
