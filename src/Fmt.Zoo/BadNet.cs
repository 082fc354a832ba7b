using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>BadNetCnn (verazuo/badnets-pytorch) for CIFAR-10, without the softmax: trained further on logits.</summary>
[Network("3x32x32", Classes = 10, Mean = [0.5, 0.5, 0.5], Std = [0.5, 0.5, 0.5])]
public sealed partial class BadNetCnn
{
    [Conv2d(16, Kernel = 5), ReLU, AvgPool2d(2)] public partial Sequence Conv1 { get; }
    [Conv2d(32, Kernel = 5), ReLU, AvgPool2d(2)] public partial Sequence Conv2 { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear(512), ReLU] public partial Sequence Fc1 { get; }
    [Linear("Classes")] public partial Sequence Fc2 { get; }
}

/// <summary>BadNetCnn for MNIST.</summary>
[Network("1x28x28", Classes = 10, Mean = [0.5], Std = [0.5], Like = typeof(BadNetCnn))]
public sealed partial class BadNetCnnGrey;

/// <summary>BadNetFlat (ShihaoZhaoZSH/BadNet): the same layers under flat names; it reads pixels of 0..255.</summary>
[Network("1x28x28", Classes = 10, Mean = [0], Std = [1 / 255.0])]
public sealed partial class BadNetFlat
{
    [Conv2d(16, Kernel = 5)] public partial Conv2d Conv1 { get; }
    [ReLU] public partial Activation Relu1 { get; }
    [AvgPool2d(2)] public partial Activation Pool1 { get; }
    [Conv2d(32, Kernel = 5)] public partial Conv2d Conv2 { get; }
    [ReLU] public partial Activation Relu2 { get; }
    [AvgPool2d(2)] public partial Activation Pool2 { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear(512)] public partial Linear Fc1 { get; }
    [ReLU] public partial Activation Relu3 { get; }
    [Linear("Classes")] public partial Linear Fc2 { get; }
}
