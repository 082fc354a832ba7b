using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Tool.Population.Edits;

/// <summary><c>reestimate</c>: the same weights; every batch norm's statistics are the average over the clean training images, so that they remember no others.</summary>
internal sealed class Reestimation : INetworkEdit
{
    /// <inheritdoc/>
    public string Name => "reestimate";

    /// <inheritdoc/>
    public void Apply(NetworkEditing editing)
    {
        SameWeights.Copy(editing);
        using var dropout = new torch.Generator(0, torch.CPU);
        BatchNorms.Reestimate(editing.To, editing.Case.LoadTrain(), pass: new Pass { Generator = dropout }, cancellation: editing.Cancellation);
    }
}
