using TorchSharp.Modules;

namespace Fmt.Tests.Modules;

/// <summary>A residual block whose way around has layers where the shape changes.</summary>
[Block]
public sealed partial class ProjectedBlock
{
    [Parameter] public partial int Width { get; }
    [Parameter] public partial int Stride { get; }
    [Conv2d(nameof(Width), Stride = nameof(Stride), Bias = false, When = "Stride != 1 || input.Channels != Width"), BatchNorm2d] public partial Sequence? Proj { get; }
    [Dropout(When = nameof(Proj))] public partial Activation? ProjDrop { get; }
    [Conv2d(nameof(Width), Kernel = 3, Stride = nameof(Stride), Padding = 1, Bias = false, From = Edge.Input, Name = "f.a"), BatchNorm2d, ReLU] public partial Sequence A { get; }
    [Add(nameof(ProjDrop), nameof(A))] public partial Activation Sum { get; }
    [ReLU] public partial Activation Out { get; }
}
