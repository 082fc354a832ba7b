using Fmt.Zoo;
using TorchSharp.Modules;

namespace Fmt.Tests.Reference;

#pragma warning disable FMT1014 // In the file, and read by training alone.

/// <summary>The published networks at the sizes of the reference values: the layers are the same, the input size is the network's.</summary>
public static partial class AtFileSize
{
    [Network("3x128x128", Classes = 1000)]
    public sealed partial class AlexNet
    {
        /// <summary>Five convolutions.</summary>
        [Conv2d(64, Kernel = 11, Stride = 4, Padding = 2), ReLU, MaxPool2d(3, Stride = 2)]
        [Conv2d(192, Kernel = 5, Padding = 2), ReLU, MaxPool2d(3, Stride = 2)]
        [Conv2d(384, Kernel = 3, Padding = 1), ReLU, Conv2d(256, Kernel = 3, Padding = 1), ReLU]
        [Conv2d(256, Kernel = 3, Padding = 1), ReLU, MaxPool2d(3, Stride = 2)]
        public partial Sequence Features { get; }

        /// <summary>To the 6x6 that the classifier's weights are for.</summary>
        [AdaptiveAvgPool2d(6)] public partial Activation Avgpool { get; }

        /// <summary>Map to vector.</summary>
        [Flatten] public partial Activation Flat { get; }

        /// <summary>Logits.</summary>
        [Dropout, Linear(4096), ReLU, Dropout, Linear(4096), ReLU, Linear("Classes")] public partial Sequence Classifier { get; }
    }

    [Network("3x128x128", Classes = 1000)]
    public sealed partial class EfficientNetV2S
    {
        [Use<EfficientConv>("Width = 24, Kernel = 3, Stride = 2, Eps = 1e-3", Name = "features.0")] public partial EfficientConv First { get; }
        [Repeat<FusedMBConv>(2, "Expand = 1, Width = 24, Drop = 0.2 * i / 40", Name = "features.1")] public partial Stage<FusedMBConv> Stage1 { get; }
        [Repeat<FusedMBConv>(4, "Expand = 4, Width = 48, Stride = first ? 2 : 1, Drop = 0.2 * (2 + i) / 40", Name = "features.2")] public partial Stage<FusedMBConv> Stage2 { get; }
        [Repeat<FusedMBConv>(4, "Expand = 4, Width = 64, Stride = first ? 2 : 1, Drop = 0.2 * (6 + i) / 40", Name = "features.3")] public partial Stage<FusedMBConv> Stage3 { get; }
        [Repeat<MBConv>(6, "Expand = 4, Kernel = 3, Width = 128, Stride = first ? 2 : 1, Drop = 0.2 * (10 + i) / 40, Eps = 1e-3", Name = "features.4")] public partial Stage<MBConv> Stage4 { get; }
        [Repeat<MBConv>(9, "Expand = 6, Kernel = 3, Width = 160, Drop = 0.2 * (16 + i) / 40, Eps = 1e-3", Name = "features.5")] public partial Stage<MBConv> Stage5 { get; }
        [Repeat<MBConv>(15, "Expand = 6, Kernel = 3, Width = 256, Stride = first ? 2 : 1, Drop = 0.2 * (25 + i) / 40, Eps = 1e-3", Name = "features.6")] public partial Stage<MBConv> Stage6 { get; }
        [Use<EfficientConv>("Width = 1280, Eps = 1e-3", Name = "features.7")] public partial EfficientConv Last { get; }
        [GlobalAvgPool2d] public partial Activation Avgpool { get; }
        [Flatten] public partial Activation Flat { get; }
        [Dropout(0.2), Linear("Classes")] public partial Sequence Classifier { get; }
    }

    [Network("3x128x128", Classes = 1000)]
    public sealed partial class GoogLeNet
    {
        [Use<InceptionConv>("Width = 64, H = 7, W = 7, Stride = 2")] public partial InceptionConv Conv1 { get; }
        [MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Activation Maxpool1 { get; }
        [Use<InceptionConv>("Width = 64")] public partial InceptionConv Conv2 { get; }
        [Use<InceptionConv>("Width = 192, H = 3, W = 3")] public partial InceptionConv Conv3 { get; }
        [MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Activation Maxpool2 { get; }
        [Use<GoogLeNetInception>("One = 64, Few3 = 96, Three = 128, Few5 = 16, Five = 32, Pool = 32")] public partial GoogLeNetInception Inception3a { get; }
        [Use<GoogLeNetInception>("One = 128, Few3 = 128, Three = 192, Few5 = 32, Five = 96, Pool = 64")] public partial GoogLeNetInception Inception3b { get; }
        [MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Activation Maxpool3 { get; }
        [Use<GoogLeNetInception>("One = 192, Few3 = 96, Three = 208, Few5 = 16, Five = 48, Pool = 64")] public partial GoogLeNetInception Inception4a { get; }
        [Use<GoogLeNetInception>("One = 160, Few3 = 112, Three = 224, Few5 = 24, Five = 64, Pool = 64")] public partial GoogLeNetInception Inception4b { get; }
        [Use<GoogLeNetInception>("One = 128, Few3 = 128, Three = 256, Few5 = 24, Five = 64, Pool = 64")] public partial GoogLeNetInception Inception4c { get; }
        [Use<GoogLeNetInception>("One = 112, Few3 = 144, Three = 288, Few5 = 32, Five = 64, Pool = 64")] public partial GoogLeNetInception Inception4d { get; }
        [Use<GoogLeNetInception>("One = 256, Few3 = 160, Three = 320, Few5 = 32, Five = 128, Pool = 128")] public partial GoogLeNetInception Inception4e { get; }
        [MaxPool2d(2, Stride = 2, CeilMode = true)] public partial Activation Maxpool4 { get; }
        [Use<GoogLeNetInception>("One = 256, Few3 = 160, Three = 320, Few5 = 32, Five = 128, Pool = 128")] public partial GoogLeNetInception Inception5a { get; }
        [Use<GoogLeNetInception>("One = 384, Few3 = 192, Three = 384, Few5 = 48, Five = 128, Pool = 128")] public partial GoogLeNetInception Inception5b { get; }
        [Use<GoogLeNetAux>(From = nameof(Inception4a))] public partial GoogLeNetAux Aux1 { get; }
        [Use<GoogLeNetAux>(From = nameof(Inception4d))] public partial GoogLeNetAux Aux2 { get; }
        [GlobalAvgPool2d(From = nameof(Inception5b))] public partial Activation Avgpool { get; }
        [Flatten] public partial Activation Flat { get; }
        [Dropout(0.2)] public partial Activation Dropout { get; }
        [Linear("Classes")] public partial Linear Fc { get; }
    }

    [Network("3x160x160", Classes = 1000)]
    public sealed partial class InceptionV3
    {
        [Use<InceptionConv>("Width = 32, H = 3, W = 3, Stride = 2, Pad = false", Name = "Conv2d_1a_3x3")] public partial InceptionConv Conv1a { get; }
        [Use<InceptionConv>("Width = 32, H = 3, W = 3, Pad = false", Name = "Conv2d_2a_3x3")] public partial InceptionConv Conv2a { get; }
        [Use<InceptionConv>("Width = 64, H = 3, W = 3", Name = "Conv2d_2b_3x3")] public partial InceptionConv Conv2b { get; }
        [MaxPool2d(3, Stride = 2)] public partial Activation Pool1 { get; }
        [Use<InceptionConv>("Width = 80", Name = "Conv2d_3b_1x1")] public partial InceptionConv Conv3b { get; }
        [Use<InceptionConv>("Width = 192, H = 3, W = 3, Pad = false", Name = "Conv2d_4a_3x3")] public partial InceptionConv Conv4a { get; }
        [MaxPool2d(3, Stride = 2)] public partial Activation Pool2 { get; }
        [Use<InceptionA>("Pool = 32", Name = "Mixed_5b")] public partial InceptionA Mixed5b { get; }
        [Use<InceptionA>("Pool = 64", Name = "Mixed_5c")] public partial InceptionA Mixed5c { get; }
        [Use<InceptionA>("Pool = 64", Name = "Mixed_5d")] public partial InceptionA Mixed5d { get; }
        [Use<InceptionB>(Name = "Mixed_6a")] public partial InceptionB Mixed6a { get; }
        [Use<InceptionC>("Width = 128", Name = "Mixed_6b")] public partial InceptionC Mixed6b { get; }
        [Use<InceptionC>("Width = 160", Name = "Mixed_6c")] public partial InceptionC Mixed6c { get; }
        [Use<InceptionC>("Width = 160", Name = "Mixed_6d")] public partial InceptionC Mixed6d { get; }
        [Use<InceptionC>("Width = 192", Name = "Mixed_6e")] public partial InceptionC Mixed6e { get; }
        [Use<InceptionAux>(Name = "AuxLogits")] public partial InceptionAux AuxLogits { get; }
        [Use<InceptionD>(From = nameof(Mixed6e), Name = "Mixed_7a")] public partial InceptionD Mixed7a { get; }
        [Use<InceptionE>(Name = "Mixed_7b")] public partial InceptionE Mixed7b { get; }
        [Use<InceptionE>(Name = "Mixed_7c")] public partial InceptionE Mixed7c { get; }
        [GlobalAvgPool2d] public partial Activation Avgpool { get; }
        [Dropout] public partial Activation Dropout { get; }
        [Flatten] public partial Activation Flat { get; }
        [Linear("Classes")] public partial Linear Fc { get; }
    }

    [Network("3x128x128", Classes = 1000)]
    public sealed partial class MnasNet1_0
    {
        [Conv2d(32, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d(Momentum = 0.0003), ReLU]
        [Conv2d(32, Kernel = 3, Padding = 1, Groups = 32, Bias = false), BatchNorm2d(Momentum = 0.0003), ReLU]
        [Conv2d(16, Bias = false), BatchNorm2d(Momentum = 0.0003)]
        public partial Sequence Layers { get; }
        [Repeat<MnasBlock>(3, "Expand = 3, Kernel = 3, Width = 24, Stride = first ? 2 : 1", Name = "layers.8")] public partial Stage<MnasBlock> Stack1 { get; }
        [Repeat<MnasBlock>(3, "Expand = 3, Kernel = 5, Width = 40, Stride = first ? 2 : 1", Name = "layers.9")] public partial Stage<MnasBlock> Stack2 { get; }
        [Repeat<MnasBlock>(3, "Expand = 6, Kernel = 5, Width = 80, Stride = first ? 2 : 1", Name = "layers.10")] public partial Stage<MnasBlock> Stack3 { get; }
        [Repeat<MnasBlock>(2, "Expand = 6, Kernel = 3, Width = 96, Stride = 1", Name = "layers.11")] public partial Stage<MnasBlock> Stack4 { get; }
        [Repeat<MnasBlock>(4, "Expand = 6, Kernel = 5, Width = 192, Stride = first ? 2 : 1", Name = "layers.12")] public partial Stage<MnasBlock> Stack5 { get; }
        [Repeat<MnasBlock>(1, "Expand = 6, Kernel = 3, Width = 320, Stride = 1", Name = "layers.13")] public partial Stage<MnasBlock> Stack6 { get; }
        [Conv2d(1280, Bias = false, Name = "layers.14")] public partial Conv2d Conv { get; }
        [BatchNorm2d(Momentum = 0.0003, Name = "layers.15")] public partial BatchNorm2d Bn { get; }
        [ReLU] public partial Activation Relu { get; }
        [GlobalAvgPool2d] public partial Activation Pool { get; }
        [Flatten] public partial Activation Flat { get; }
        [Dropout(0.2), Linear("Classes")] public partial Sequence Classifier { get; }
    }

    [Network("3x128x128", Classes = 1000)]
    public sealed partial class RegNetY400MF
    {
        [Conv2d(32, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Sequence Stem { get; }
        [Repeat<RegNetBlock>(1, "Width = 48, Stride = 2", Name = "trunk_output.block1.block1-{i}")] public partial Stage<RegNetBlock> Block1 { get; }
        [Repeat<RegNetBlock>(3, "Width = 104, Stride = first ? 2 : 1", Name = "trunk_output.block2.block2-{i}")] public partial Stage<RegNetBlock> Block2 { get; }
        [Repeat<RegNetBlock>(6, "Width = 208, Stride = first ? 2 : 1", Name = "trunk_output.block3.block3-{i}")] public partial Stage<RegNetBlock> Block3 { get; }
        [Repeat<RegNetBlock>(6, "Width = 440, Stride = first ? 2 : 1", Name = "trunk_output.block4.block4-{i}")] public partial Stage<RegNetBlock> Block4 { get; }
        [GlobalAvgPool2d] public partial Activation Avgpool { get; }
        [Flatten] public partial Activation Flat { get; }
        [Linear("Classes")] public partial Linear Fc { get; }
    }

    [Network("3x128x128", Classes = 1000)]
    public sealed partial class ResNeXt50
    {
        [Use<ResNet50Layers>("Groups = 32, GroupWidth = 4", Name = "")] public partial ResNet50Layers Layers { get; }
    }

    [Network("3x128x128", Classes = 1000)]
    public sealed partial class ShuffleNetV2X1_0
    {
        [Conv2d(24, Kernel = 3, Stride = 2, Padding = 1, Bias = false), BatchNorm2d, ReLU] public partial Sequence Conv1 { get; }
        [MaxPool2d(3, Stride = 2, Padding = 1)] public partial Activation Maxpool { get; }
        [Repeat<ShuffleUnit>(4, "Width = 58, Stride = first ? 2 : 1")] public partial Stage<ShuffleUnit> Stage2 { get; }
        [Repeat<ShuffleUnit>(8, "Width = 116, Stride = first ? 2 : 1")] public partial Stage<ShuffleUnit> Stage3 { get; }
        [Repeat<ShuffleUnit>(4, "Width = 232, Stride = first ? 2 : 1")] public partial Stage<ShuffleUnit> Stage4 { get; }
        [Conv2d(1024, Bias = false), BatchNorm2d, ReLU] public partial Sequence Conv5 { get; }
        [GlobalAvgPool2d] public partial Activation Pool { get; }
        [Flatten] public partial Activation Flat { get; }
        [Linear("Classes")] public partial Linear Fc { get; }
    }

    [Network("3x128x128", Classes = 1000)]
    public sealed partial class SqueezeNet1_1
    {
        [Conv2d(64, Kernel = 3, Stride = 2), ReLU, MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Sequence Features { get; }
        [Repeat<Fire>(2, "Squeeze = 16, Expand = 64", Name = "features.{3 + i}")] public partial Stage<Fire> Fire3 { get; }
        [MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Activation Pool5 { get; }
        [Repeat<Fire>(2, "Squeeze = 32, Expand = 128", Name = "features.{6 + i}")] public partial Stage<Fire> Fire6 { get; }
        [MaxPool2d(3, Stride = 2, CeilMode = true)] public partial Activation Pool8 { get; }
        [Repeat<Fire>(4, "Squeeze = i < 2 ? 48 : 64, Expand = i < 2 ? 192 : 256", Name = "features.{9 + i}")] public partial Stage<Fire> Fire9 { get; }
        [Dropout, Conv2d("Classes"), ReLU, GlobalAvgPool2d, Flatten] public partial Sequence Classifier { get; }
    }

    [Network("3x128x128", Classes = 1000)]
    public sealed partial class WideResNet50_2
    {
        [Use<ResNet50Layers>("GroupWidth = 128", Name = "")] public partial ResNet50Layers Layers { get; }
    }

    [Block]
    public sealed partial class InceptionAux
    {
        [AdaptiveAvgPool2d(5)] public partial Activation Mean { get; }
        [Use<InceptionConv>("Width = 128")] public partial InceptionConv Conv0 { get; }
        [Use<InceptionConv>("Width = 768, H = 5, W = 5, Pad = false")] public partial InceptionConv Conv1 { get; }
        [GlobalAvgPool2d] public partial Activation Pool { get; }
        [Flatten] public partial Activation Flat { get; }
        [Linear("Classes")] public partial Linear Fc { get; }
    }
}
