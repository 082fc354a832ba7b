using System.Collections.Generic;
using System.Linq;

namespace Fmt.Defences;

/// <summary>
/// The second opinion on a sign in batch norm's memory. The memory differs from clean images for honest reasons too (adversarial training, another augmentation, other
/// images); a backdoor also uses the difference: a small change of the image, the same for all, moves the maps at least as far, since the poisoned images' own shift is the
/// direction over their share, and leads the images to one class.
/// </summary>
/// <param name="LargestShare">Percent of the images of other classes that the strongest perturbation leads to its class.</param>
/// <param name="ShareThreshold">What a use reaches at least.</param>
/// <param name="Strength">How far that perturbation moves the last batch norm's maps along the direction, in its lengths.</param>
/// <param name="StrengthThreshold">What a use reaches at least.</param>
public sealed record DirectionUse(double LargestShare, double ShareThreshold, double Strength, double StrengthThreshold)
{
    /// <summary>What it is called beside the signs.</summary>
    internal const string Name = "use of the memory";

    /// <summary>Whether it is used. False is "nothing was found that uses it", never "clean".</summary>
    public bool Found => ShareThreshold == 0 || (LargestShare >= ShareThreshold && Strength >= StrengthThreshold);

    /// <summary>By the perturbation that passes, else the one that leads most.</summary>
    internal static DirectionUse Of(IReadOnlyList<double> shares, IReadOnlyList<double> strengths, double shareThreshold, double strengthThreshold) =>
        shares.Zip(strengths, (share, strength) => new DirectionUse(share, shareThreshold, strength, strengthThreshold))
            .OrderByDescending(use => use.Found).ThenByDescending(use => use.LargestShare).First();
}
