using System.Threading;

namespace Fmt.Engine;

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

    /// <summary>Counts what was counted elsewhere.</summary>
    internal void Add(PassCount passes)
    {
        Forward(passes.Forward);
        Interlocked.Add(ref _backward, passes.Backward);
    }
}
