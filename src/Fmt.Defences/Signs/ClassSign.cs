using System.Collections.Immutable;
using System.Linq;

namespace Fmt.Signs;

/// <summary>How easily each class is reached from all others by a few pixels, the same for all images.</summary>
/// <param name="Reached">Per class, percent of the images of other classes that <see cref="Pixels"/> lead there.</param>
/// <param name="ReachedByFew">Percent that <see cref="FewPixels"/> lead to the <see cref="Leading"/> class.</param>
public sealed record ClassSign(ImmutableArray<double> Reached, double ReachedByFew)
{
    /// <summary>Pixels of the search, of 32x32; larger images get as large a share.</summary>
    public const int Pixels = 25;

    /// <summary>Pixels of the second search, towards the leading class.</summary>
    public const int FewPixels = 9;

    /// <summary>What a sign reaches at least, in percent. Measured: 96 to 100 on backdoored networks; innocent ones of small grey images reach it too.</summary>
    public const double Threshold = 80;

    /// <summary>What a sign reaches at least with few pixels, in percent. Measured: 40 to 100 on backdoored networks, 3 to 25 on innocent ones.</summary>
    public const double FewThreshold = 30;

    /// <summary>What counts with few pixels, in percent: <see cref="FewThreshold"/> unless innocent networks reached more.</summary>
    public double LeastByFew { get; init; } = FewThreshold;

    /// <summary>Whether the leading class is reached by as much as a trigger does, by both searches. False is "no sign found", never "clean".</summary>
    public bool Found => Reached[Leading] >= Threshold && ReachedByFew >= LeastByFew;

    /// <summary>The class that is reached most.</summary>
    public int Leading => Reached.IndexOf(Reached.Max());

    /// <summary>How much the next one is reached.</summary>
    public double Next => Reached.Length < 2 ? 0 : Reached.RemoveAt(Leading).Max();
}
