using TorchSharp.Modules;

namespace Fmt.Zoo;

/// <summary>SmallVgg whose batch norms are folded into the convolutions before them: the same function at evaluation, without statistics that remember the training.</summary>
[Network("3x32x32", Classes = 10)]
public sealed partial class SmallVggFolded
{
    /// <summary>Three stages of two convolutions.</summary>
    [Conv2d(32, Kernel = 3, Padding = 1), ELU, Conv2d(32, Kernel = 3, Padding = 1), ELU, MaxPool2d(2), Dropout(0.3)]
    [Conv2d(64, Kernel = 3, Padding = 1), ELU, Conv2d(64, Kernel = 3, Padding = 1), ELU, MaxPool2d(2), Dropout(0.4)]
    [Conv2d(128, Kernel = 3, Padding = 1), ELU, Conv2d(128, Kernel = 3, Padding = 1), ELU, MaxPool2d(2), Dropout(0.4)]
    public partial Sequence Features { get; }

    /// <summary>Map to vector.</summary>
    [Flatten] public partial Activation Flat { get; }

    /// <summary>Logits.</summary>
    [Linear("Classes")] public partial Linear Classifier { get; }
}
