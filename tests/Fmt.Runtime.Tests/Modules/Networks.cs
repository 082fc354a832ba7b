using System;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>A residual network: sums that run in place, a shortcut with a convolution, batch norms behind convolutions with and without bias.</summary>
[Network("3x8x8", Classes = 5, Mean = [0.4, 0.5, 0.6], Std = [0.2, 0.25, 0.3])]
public sealed partial class ResidualNet
{
    [Conv2d(4, Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu { get; }
    [Repeat<ResidualBlock>(2, "Width = 4 * (i + 1), Stride = last ? 2 : 1")] public partial Stage<ResidualBlock> Layer { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Two convolutions and a sum.</summary>
[Block]
public sealed partial class ResidualBlock
{
    [Parameter] public partial int Width { get; }
    [Parameter] public partial int Stride { get; }
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(nameof(Width), Kernel = 3, Padding = 1, Bias = false)] public partial Conv2d Conv2 { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn2 { get; }
    [Conv2d(nameof(Width), Stride = nameof(Stride), From = Edge.Input, When = "Stride != 1", Name = "downsample.0")] public partial Conv2d? Shortcut { get; }
    [Add(nameof(Bn2), nameof(Shortcut))] public partial Activation Sum { get; }
    [ReLU] public partial Activation Relu2 { get; }
}

/// <summary>Batch norms on a map, on a sum and on a concatenation.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class PreActivationNet
{
    [Conv2d(4, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
    [BatchNorm2d] public partial BatchNorm2d Norm1 { get; }
    [Conv2d(4, Kernel = 3, Padding = 1)] public partial Conv2d Conv2 { get; }
    [Add(nameof(Conv1), nameof(Conv2))] public partial Activation Sum { get; }
    [BatchNorm2d] public partial BatchNorm2d Norm2 { get; }
    [Concat(nameof(Norm2), nameof(Sum))] public partial Activation Both { get; }
    [BatchNorm2d] public partial BatchNorm2d Norm3 { get; }
    [GlobalAvgPool2d] public partial Activation Pool { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>ELU after batch norm, after a convolution, and with a negative slope; no normalisation.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class EluNet
{
    [Conv2d(6, Kernel = 3), BatchNorm2d, ELU, Conv2d(6, Kernel = 3), ELU(Alpha = 0.3), MaxPool2d(2), Conv2d(4), ELU(Alpha = -0.5)] public partial Sequence Features { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Every join; one map with three readers; squeeze and excitation.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class JoinNet
{
    [Conv2d(4, Kernel = 3, Padding = 1)] public partial Conv2d Stem { get; }
    [ReLU] public partial Activation A { get; }
    [BatchNorm2d(From = nameof(Stem))] public partial BatchNorm2d B { get; }
    [MaxPool2d(3, Stride = 1, Padding = 1, From = nameof(Stem))] public partial Activation C { get; }
    [Add(nameof(A), nameof(B), nameof(C))] public partial Activation Sum { get; }
    [Concat(nameof(Sum), nameof(A))] public partial Activation Both { get; }
    [Conv2d(4, Kernel = 3)] public partial Conv2d Narrow { get; }
    [GlobalAvgPool2d] public partial Activation Squeeze { get; }
    [Conv2d(4, Testable = false)] public partial Conv2d Excite { get; }
    [Multiply(nameof(Narrow), nameof(Excite))] public partial Activation Gated { get; }
    [Multiply(nameof(Gated), nameof(Narrow), nameof(Gated))] public partial Activation Cubed { get; }
    [ReLU] public partial Activation Relu { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Layers that may give a view of their input, each with an in-place layer behind it.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class ViewNet
{
    [Dropout(0.25)] public partial Activation InputDrop { get; }
    [ReLU] public partial Activation InputRelu { get; }
    [Conv2d(4, Kernel = 3)] public partial Conv2d Conv1 { get; }
    [Dropout(0.5)] public partial Activation Drop { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(4, Kernel = 3)] public partial Conv2d Conv2 { get; }
    [Subsample(2)] public partial Activation Sub { get; }
    [ELU] public partial Activation Elu { get; }
    [AvgPool2d(1, From = nameof(Relu1))] public partial Activation Side { get; }
    [Conv2d(2, From = nameof(Elu))] public partial Conv2d Conv3 { get; }
    [Dropout(0.5, From = nameof(Side))] public partial Activation SideDrop { get; }
    [ReLU] public partial Activation SideRelu { get; }
    [AvgPool2d(3)] public partial Activation SideSmall { get; }
    [Concat(nameof(SideSmall), nameof(Conv3))] public partial Activation Both { get; }
    [Conv2d(3)] public partial Conv2d Conv4 { get; }
    [Flatten] public partial Activation Flat { get; }
    [ReLU] public partial Activation FlatRelu { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>One convolution called three times.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class SharedNet
{
    [Conv2d(3, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [Conv2d(3, Kernel = 3, Padding = 1, Shares = nameof(Conv1), Testable = false)] public partial Conv2d Conv2 { get; }
    [Conv2d(3, Kernel = 3, Padding = 1, Shares = nameof(Conv1), Testable = false)] public partial Conv2d Conv3 { get; }
    [Conv2d(2)] public partial Conv2d Own { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>A module of the user's own in the middle.</summary>
[Network("3x8x8", Classes = 5)]
public sealed partial class OpaqueNet
{
    [Conv2d(4, Kernel = 3)] public partial Conv2d Conv1 { get; }
    [Module("4x6x6", Testable = false)] public partial Behaviour Middle { get; }
    [ReLU] public partial Activation Relu { get; }
    [Conv2d(4)] public partial Conv2d Conv2 { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}

/// <summary>Does what a test tells it to; has a parameter and a buffer of its own, below a module of its own.</summary>
public sealed class Behaviour : torch.nn.Module<torch.Tensor, torch.Tensor>
{
    private readonly Linear _inner = torch.nn.Linear(2, 2);

    public Behaviour()
        : base("behaviour")
    {
        register_module("inner", _inner);
        register_buffer("count", torch.zeros(3).DetachFromDisposeScope());
    }

    public Func<torch.Tensor, torch.Tensor> Does { get; set; } = x => x * 2;

    public override torch.Tensor forward(torch.Tensor input) => Does(input);
}
