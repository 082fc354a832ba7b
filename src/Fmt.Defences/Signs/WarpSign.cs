using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;

namespace Fmt.Signs;

/// <summary>
/// A class that is reached from all others by one small warp. WaNet's field (Nguyen and Tran 2021, arXiv 2102.10369) is one grid of control points for all images, so it is
/// universal: it can be sought by its gradient, class by class, as a patch can. The statistic is the largest share of images of other classes that a warp leads to a class, in percent.
/// </summary>
public sealed record WarpSign : OptionSet, ITriggerSign
{
    /// <inheritdoc/>
    public string Name => "small warp";

    /// <summary>Percent.</summary>
    [Option(Origin.Ours, Min = 0, Max = 100)]
    public double Threshold { get; init; } = 50;

    /// <summary>Mean absolute shift of the control points at most: s of the paper, where it is 0.5. Half of it is the mean shift in pixels.</summary>
    [Option(Origin.Ours, Min = 0, AboveMin = true)]
    public double Strength { get; init; } = 1;

    /// <summary>Control points per side.</summary>
    [Option(Origin.Paper, Min = 2)]
    public int Points { get; init; } = 4;

    /// <summary>Starts per class.</summary>
    [Option(Origin.Ours, Min = 1)]
    public int Starts { get; init; } = 3;

    /// <inheritdoc/>
    public SignReading Read(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        return Looking.At(this, network, clean, context);
    }

    (SignReading Reading, UniversalPerturbation Found) ITriggerSign.Search(Looking looking)
    {
        var (reached, found) = new UniversalClassSearch(Starts, 8, 30, 5).Run(looking, () => Warp(looking.Network));
        return (Looking.Largest(reached), found);
    }

    /// <summary>For a network's images, where the network is.</summary>
    internal WarpPerturbation Warp(NetworkModule network)
    {
        var (_, height, width) = network.InputShape;
        return new WarpPerturbation(Strength, Points, height, width, network.Device);
    }
}
