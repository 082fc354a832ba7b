using System.Threading;

namespace Fmt.Engine;

/// <summary>What work cost, in images: a batch of 64 run forward counts 64. A backward pass counts once whatever it differentiates.</summary>
/// <param name="Forward">Images run forward; those of training steps count too.</param>
/// <param name="Backward">Images run backward.</param>
public sealed record PassCount(long Forward, long Backward)
{
    /// <summary>Both together.</summary>
    public static PassCount operator +(PassCount a, PassCount b) => new(a.Forward + b.Forward, a.Backward + b.Backward);
}

/// <summary>Counts passes while work goes on; several threads may.</summary>
public sealed class PassCounter
{
    private long _forward;
    private long _backward;

    /// <summary>What was counted so far.</summary>
    public PassCount Count => new(Interlocked.Read(ref _forward), Interlocked.Read(ref _backward));

    /// <summary>Counts images that were run forward.</summary>
    public void Forward(long images) => Interlocked.Add(ref _forward, images);

    /// <summary>Counts images that were run forward and backward.</summary>
    public void Both(long images)
    {
        Forward(images);
        Interlocked.Add(ref _backward, images);
    }
}
