using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;

namespace Fmt.Signs;

/// <summary>
/// A class that is reached from all others by a few pixels, the same for all images: patches (Neural Cleanse's question, Wang et al., S&amp;P 2019, with the number of pixels
/// given). The statistic is the share of images that 9 pixels lead to the class that 25 lead to most, where those reach <see cref="ClassSign.Threshold"/>; 0 elsewhere.
/// </summary>
public sealed record PixelSign : OptionSet, ITriggerSign
{
    private const string Called = "few pixels";

    /// <inheritdoc/>
    public string Name => Called;

    /// <summary>Percent.</summary>
    [Option(Origin.Measured, Min = 0, Max = 100)]
    public double Threshold { get; init; } = ClassSign.FewThreshold;

    /// <inheritdoc/>
    public SignReading Read(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        return Looking.At(this, network, clean, context);
    }

    (SignReading Reading, UniversalPerturbation Found) ITriggerSign.Search(Looking looking)
    {
        var (sign, pixels) = new ClassSearch(looking.Network, looking.Pass, looking.Clean, looking.Stream("classes"), looking.Context).Run();
        return (Reading(sign with { LeastByFew = Threshold }), pixels);
    }

    /// <summary>What the search for a class says, as a reading.</summary>
    internal static SignReading Reading(ClassSign sign) => Looking.Reading(sign.Reached[sign.Leading] >= ClassSign.Threshold ? sign.ReachedByFew : 0) with
    {
        Sign = Called,
        Threshold = sign.LeastByFew,
        Class = sign.Leading,
        Classes = sign.Reached,
        Beside = Beside.Of(("25 pixels", sign.Reached[sign.Leading]), ("next class", sign.Next), ("9 pixels", sign.ReachedByFew)),
    };
}
