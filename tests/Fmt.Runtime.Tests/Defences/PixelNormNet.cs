using Fmt.Data;
using Fmt.Engine;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Tests.Defences;

/// <summary>PixelNet behind a convolution that changes nothing and a batch norm.</summary>
[Network("1x24x24", Classes = 3)]
public sealed partial class PixelNormNet
{
    [Conv2d(1)] public partial Conv2d Conv { get; }
    [BatchNorm2d] public partial BatchNorm2d Bn { get; }
    [Flatten] public partial Activation Flat { get; }
    [Linear("Classes")] public partial Linear Fc { get; }

    /// <summary>With a planted patch that batch norm knows nothing of: its statistics are those of the clean images.</summary>
    public static PixelNormNet Planted(ImageSet clean)
    {
        var network = new PixelNormNet();
        using (var like = PixelNet.Made(planted: true))
        using (torch.no_grad())
        {
            network.Conv.weight.fill_(1);
            network.Conv.bias!.zero_();
            network.Fc.weight.copy_(like.Fc.weight);
        }

        BatchNorms.Reestimate(network, clean);
        using (torch.NewDisposeScope())
        using (torch.no_grad())
        {
            // What batch norm takes off every pixel is given back, so that the answers are PixelNet's.
            var shift = network.Bn.running_mean! / (network.Bn.running_var! + network.Bn.eps).sqrt();
            network.Fc.bias!.copy_(network.Fc.weight.sum(1) * shift);
        }

        network.eval();
        return network;
    }
}
