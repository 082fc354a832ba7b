using Fmt.Attacks;
using Fmt.Data;

namespace Fmt.Cases;

/// <summary><c>lf-dct</c>: low cosines of a seed.</summary>
/// <param name="Seed">Seed of the weights.</param>
/// <param name="Amplitude">Largest value in bytes.</param>
public sealed record CaseLowFrequency(int Seed, double Amplitude) : CaseTrigger
{
    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Trigger.LowFrequencyDct(Seed, channels, height, width, Amplitude);
}
