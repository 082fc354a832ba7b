using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Scores;

namespace Fmt.Signs;

/// <summary>
/// The memories of batch norm, read with the crops that training probably used: those with which early batch norms, far from any decision, see what they remember.
/// Crops the network was not trained with outweigh a backdoor's trace, and so do crops that it was trained with and does not get.
/// </summary>
internal static class CroppedMemory
{
    /// <summary>How much closer the early batch norms must be with crops: networks trained with crops gave 14 to 55, others less than 4.</summary>
    private const double ClearlyCloser = 5;

    public static (ImmutableArray<BatchNormMemory> Memories, Augmentation? Crop) Read(NetworkModule network, ImageSet sample, RunContext context)
    {
        var plain = BatchNormMemory.Read(network, sample, context);
        if (BackdoorSigns.EarlyMedian(plain) is not { } median) return (plain, null);
        var least = median / ClearlyCloser;
        var best = (Memories: plain, Crop: (Augmentation?)null);
        // An eighth of the image is the usual padding: 4 pixels of 32.
        foreach (var crop in new[] { sample.Height / 16, sample.Height / 8 }.Where(c => c > 0).Distinct())
        {
            var augmentation = new Augmentation(crop, false);
            var cropped = BatchNormMemory.Read(network, sample, context, augmentation: augmentation);
            if (BackdoorSigns.EarlyMedian(cropped) is not { } closer || closer >= least) continue;
            (least, best) = (closer, (cropped, augmentation));
        }

        return best;
    }
}
