using Fmt.Data;
using Fmt.Files;

namespace Fmt.Defences;

/// <summary>Clean images in two parts.</summary>
/// <param name="Fit">What training may see.</param>
/// <param name="HeldOut">What judges the outcome; null where nothing is judged.</param>
internal sealed record GuardedImages(ImageSet Fit, ImageSet? HeldOut)
{
    /// <summary>Holds a part back, as the bound asks for it.</summary>
    /// <exception cref="System.ArgumentException">The bound is no number from 0 to 100.</exception>
    /// <exception cref="DataException">No class has two images.</exception>
    public static GuardedImages Split(ImageSet clean, GuardOptions guard, int seed)
    {
        guard.Check();
        if (guard.MaxAccuracyLoss == AccuracyGuard.NoBound) return new GuardedImages(clean, null);
        var (fit, held) = Scores.HeldOut.Split(clean, (double)AccuracyGuard.ImagesOf(clean.Count) / clean.Count, seed);
        return new GuardedImages(fit, held);
    }
}
