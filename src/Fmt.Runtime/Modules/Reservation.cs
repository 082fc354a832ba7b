using System;
using System.Threading;

namespace Fmt.Modules;

/// <summary>Keeps a network for one defence at a time.</summary>
internal sealed class Reservation
{
    private int _taken;

    /// <exception cref="InvalidOperationException">It is taken.</exception>
    public IDisposable Take(string network)
    {
        if (Interlocked.Exchange(ref _taken, 1) == 1)
            throw new InvalidOperationException($"{network} is being defended already, and two defences would train the same weights: wait for the other one, or give this one a Copy().");
        return new End(this);
    }

    private sealed class End(Reservation reservation) : IDisposable
    {
        public void Dispose() => Volatile.Write(ref reservation._taken, 0);
    }
}
