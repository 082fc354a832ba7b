using System.Linq;
using Fmt.Modules;
using Fmt.Weights;

namespace Fmt.Tests.Published;

internal static class StateBytes
{
    /// <summary>Every entry of the state, to the bit.</summary>
    public static byte[][] Of(NetworkModule network) => [.. network.StateEntries.Select(e => CheckpointTensor.Of(e.Name, network.StateTensor(e.Name)).Data.ToArray())];
}
