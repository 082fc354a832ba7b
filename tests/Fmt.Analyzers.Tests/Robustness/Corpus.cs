using System.Collections.Generic;

namespace Fmt.Analyzers.Tests;

/// <summary>Right declarations of the usual kinds.</summary>
internal static class Corpus
{
    public const string ResNet =
        """
        using Fmt;
        using TorchSharp.Modules;

        [Network("3x32x32", Classes = 10, Mean = new[] { 0.49, 0.48, 0.45 }, Std = new[] { 0.2, 0.2, 0.2 })]
        public sealed partial class ResNet20
        {
            [Conv2d(64, Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
            [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
            [ReLU] public partial Activation Relu { get; }
            [Repeat<BasicBlock>(3, "Width = 64")] public partial Stage<BasicBlock> Layer1 { get; }
            [Repeat<BasicBlock>(3, "Width = 128, Stride = first ? 2 : 1")] public partial Stage<BasicBlock> Layer2 { get; }
            [GlobalAvgPool2d] public partial Activation Pool { get; }
            [Flatten] public partial Activation Flat { get; }
            [Linear("Classes")] public partial Linear Linear { get; }
        }

        [Block]
        public sealed partial class BasicBlock
        {
            [Parameter] public partial int Width { get; }
            [Parameter(1)] public partial int Stride { get; }
            [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
            [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
            [ReLU] public partial Activation Relu1 { get; }
            [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv2 { get; }
            [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
            [Conv2d(nameof(Width), Kernel = 1, Stride = nameof(Stride), Bias = false, From = Edge.Input,
                    When = "Stride != 1 || input.Channels != Width", Name = "downsample.0")] public partial Conv2d? Shortcut { get; }
            [BatchNorm2d(From = nameof(Shortcut), When = nameof(Shortcut), Name = "downsample.1")] public partial BatchNorm2d? ShortcutBn { get; }
            [Add(nameof(Bn2), nameof(ShortcutBn))] public partial Activation Sum { get; }
            [ReLU] public partial Activation Relu2 { get; }
        }
        """;

    public const string Vgg =
        """
        using Fmt;
        using TorchSharp.Modules;

        [Network("3x32x32", Classes = 10)]
        public partial class SmallVgg
        {
            [Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Sequence Features { get; }
            [Conv2d("Features.Channels * 2", Kernel = 3, Padding = "same"), ELU(Alpha = 0.5), AvgPool2d(2, Stride = 2)] public partial Sequence More { get; }
            [Flatten, Dropout(0.3), Linear("min(Classes * 16, 512)"), ReLU, Linear("Classes")] public partial Sequence Classifier { get; }
        }
        """;

    public const string Joins =
        """
        using Fmt;
        using TorchSharp.Modules;

        namespace Nets
        {
            public static partial class Zoo
            {
                [Network("1x28x28", Classes = 10)]
                public partial class Joined
                {
                    [Use<Stem>("Wide = true", Name = "")] public partial Stem Stem { get; }
                    [Conv2d(64, Kernel = "3x5", Padding = "1x2", From = "Stem.A")] public partial Conv2d Side { get; }
                    [Conv2d("makeDivisible(64 * 1.2, 8)", From = nameof(Stem))] public partial Conv2d Far { get; }
                    [Concat(nameof(Side), nameof(Far), "Stem.B")] public partial Activation Both { get; }
                    [GlobalAvgPool2d] public partial Activation Squeeze { get; }
                    [Conv2d("Both.Channels", Testable = false)] public partial Conv2d Gate { get; }
                    [Multiply(nameof(Gate), nameof(Both))] public partial Activation Scaled { get; }
                    [Subsample(2), ZeroPadChannels(Before = 4, After = 4), AdaptiveAvgPool2d(2)] public partial Sequence Tail { get; }
                    [Flatten] public partial Activation Flat { get; }
                    [Linear(10, Expect = "10")] public partial Linear Fc { get; }
                }

                [Block]
                public partial class Stem
                {
                    [Parameter(false)] public partial bool Wide { get; }
                    [Conv2d("Wide ? 128 : 64", Kernel = 3, Padding = 1)] public partial Conv2d A { get; }
                    [BatchNorm2d(When = nameof(Wide))] public partial BatchNorm2d? Bn { get; }
                    [Conv2d(128, From = nameof(Bn))] public partial Conv2d B { get; }
                    [Add(nameof(A), nameof(B))] public partial Activation Sum { get; }
                }
            }
        }
        """;

    public static IEnumerable<object[]> All => [[nameof(ResNet)], [nameof(Vgg)], [nameof(Joins)]];

    public static string Text(string name) => name switch { nameof(ResNet) => ResNet, nameof(Vgg) => Vgg, _ => Joins };
}
