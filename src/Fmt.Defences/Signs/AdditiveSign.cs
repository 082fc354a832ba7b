using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;

namespace Fmt.Signs;

/// <summary>
/// A class that is reached from all others by one faint addition to the image: blended, sinusoidal and low-frequency triggers. The statistic is the largest share of images of
/// other classes that it leads to a class, in percent.
/// </summary>
public sealed record AdditiveSign : OptionSet, ITriggerSign
{
    /// <inheritdoc/>
    public string Name => "faint addition";

    /// <summary>Percent.</summary>
    [Option(Origin.Ours, Min = 0, Max = 100)]
    public double Threshold { get; init; } = 85;

    /// <summary>L2 norm of the addition over the whole image in [0,1], for 32x32; larger images get as much per pixel.</summary>
    [Option(Origin.Ours, Min = 0, AboveMin = true)]
    public double Radius { get; init; } = 1.5;

    /// <inheritdoc/>
    public SignReading Read(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        return Looking.At(this, network, clean, context);
    }

    (SignReading Reading, UniversalPerturbation Found) ITriggerSign.Search(Looking looking)
    {
        var (reached, found) = new UniversalClassSearch(1, 10, 20, 5).Run(looking, () => PerturbationScale.Additive(looking.Network, Radius));
        return (Looking.Largest(reached), found);
    }
}
