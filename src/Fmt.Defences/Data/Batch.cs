using TorchSharp;

namespace Fmt.Data;

/// <summary>Some images and their labels. Owns both tensors, whatever dispose scope is open: dispose it at the end of the loop body.</summary>
public sealed class Batch : IBatch
{
    internal Batch(torch.Tensor images, torch.Tensor labels)
    {
        Images = images.DetachFromDisposeScope();
        Labels = labels.DetachFromDisposeScope();
    }

    /// <summary>float32 [n,C,H,W] in [0,1].</summary>
    public torch.Tensor Images { get; }

    /// <summary>int64 [n].</summary>
    public torch.Tensor Labels { get; }

    /// <summary>Number of images.</summary>
    public int Count => (int)Labels.shape[0];

    /// <inheritdoc/>
    public void Dispose()
    {
        Images.Dispose();
        Labels.Dispose();
    }
}
