using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Modules;

/// <summary>Layers whose TorchSharp constructor does not give PyTorch's initial values.</summary>
public static class Construction
{
    /// <summary>Group norm with scale 1 and shift 0. TorchSharp 0.107's own leaves both uninitialised: whatever the memory held.</summary>
    public static GroupNorm GroupNorm(long groups, long channels, double eps, bool affine)
    {
        var layer = torch.nn.GroupNorm(groups, channels, eps, affine);
        if (!affine) return layer;
        torch.nn.init.ones_(layer.weight);
        torch.nn.init.zeros_(layer.bias);
        return layer;
    }
}
