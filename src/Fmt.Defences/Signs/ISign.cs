using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;

namespace Fmt.Signs;

/// <summary>
/// A test of a whole network for a backdoor: one number, and the threshold from which it counts as a sign. Signs see clean images only, and leave the network as it is.
/// That there is none is never proof: each kind of backdoor shows in some signs and not in others (docs/signs.md).
/// </summary>
public interface ISign
{
    /// <summary>What is looked for, in a few words.</summary>
    string Name { get; }

    /// <summary>Looks at a network.</summary>
    /// <param name="network">A generated network; its weights, statistics and mode are as before afterwards.</param>
    /// <param name="clean">Clean images with labels.</param>
    /// <param name="context">Seed, progress, cancellation; counts the passes.</param>
    SignReading Read(NetworkModule network, ImageSet clean, RunContext context);
}
