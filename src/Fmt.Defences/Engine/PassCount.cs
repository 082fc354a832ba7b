
namespace Fmt.Engine;

/// <summary>What work cost, in images: a batch of 64 run forward counts 64. A backward pass counts once whatever it differentiates.</summary>
/// <param name="Forward">Images run forward; those of training steps count too.</param>
/// <param name="Backward">Images run backward.</param>
public sealed record PassCount(long Forward, long Backward)
{
    /// <summary>Both together.</summary>
    public static PassCount operator +(PassCount a, PassCount b) => new(a.Forward + b.Forward, a.Backward + b.Backward);
}
