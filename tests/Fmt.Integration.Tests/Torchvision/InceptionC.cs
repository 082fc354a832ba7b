using TorchSharp.Modules;

namespace Fmt.Tests.Torchvision;

[Block]
public sealed partial class InceptionC
{
    [Parameter] public partial int Width { get; }
    [Use<BasicConv>("Width = 192", Name = "branch1x1")] public partial BasicConv One { get; }
    [Use<BasicConv>("Width = Width", From = Edge.Input, Name = "branch7x7_1")] public partial BasicConv Seven1 { get; }
    [Repeat<BasicConv>(2, "Width = last ? 192 : Width, H = first ? 1 : 7, W = first ? 7 : 1", Name = "branch7x7_{i + 2}")] public partial Stage<BasicConv> Seven2 { get; }
    [Use<BasicConv>("Width = Width", From = Edge.Input, Name = "branch7x7dbl_1")] public partial BasicConv Double1 { get; }
    [Repeat<BasicConv>(4, "Width = last ? 192 : Width, H = i % 2 == 0 ? 7 : 1, W = i % 2 == 0 ? 1 : 7", Name = "branch7x7dbl_{i + 2}")] public partial Stage<BasicConv> Double2 { get; }
    [AvgPool2d(3, Stride = 1, Padding = 1, From = Edge.Input)] public partial Activation Mean { get; }
    [Use<BasicConv>("Width = 192", Name = "branch_pool")] public partial BasicConv Pooled { get; }
    [Concat(nameof(One), nameof(Seven2), nameof(Double2), nameof(Pooled))] public partial Activation All { get; }
}
