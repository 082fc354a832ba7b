using Fmt.Attacks;
using Fmt.Data;

namespace Fmt.Cases;

/// <summary><c>sig</c>: a sine over the columns.</summary>
/// <param name="Delta">Amplitude in bytes.</param>
/// <param name="Frequency">Periods over the width.</param>
public sealed record CaseSig(double Delta, double Frequency) : CaseTrigger
{
    /// <inheritdoc/>
    public override Trigger Make(DataPart part, int channels, int height, int width) => Trigger.Sig(channels, height, width, Delta, Frequency);
}
