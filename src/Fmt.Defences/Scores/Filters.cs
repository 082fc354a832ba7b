using Fmt.Modules;
using TorchSharp;

namespace Fmt.Scores;

/// <summary>A convolution's filters, one per feature map.</summary>
internal static class Filters
{
    /// <summary>[C, I, k] in double precision: for map c the weights from each of I inputs (of its group) at each of k positions. The caller owns it.</summary>
    public static torch.Tensor Of(NetworkModule network, Site site)
    {
        using var scope = torch.NewDisposeScope();
        using var noGradients = torch.no_grad();
        var weight = network.StateTensor(site.Name + ".weight").detach().to(torch.float64);
        var positions = weight.shape[2] * weight.shape[3];
        // Transposed weights are [in, out/groups, kH, kW], the rows of a group together.
        var rows = site.FilterAxis == 1
            ? weight.reshape(site.Groups, -1, weight.shape[1], positions).permute(0, 2, 1, 3).reshape(site.Channels, -1, positions)
            : weight.reshape(site.Channels, -1, positions);
        return rows.MoveToOuterDisposeScope();
    }
}
