using TorchSharp.Modules;

namespace Fmt.Tests.Defences;

/// <summary>No convolution at all.</summary>
[Network("1x8x8", Classes = 3)]
public sealed partial class NoMapsNet
{
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }
}
