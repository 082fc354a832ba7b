using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>A batch with its teacher's answers.</summary>
/// <param name="X">Images, float32 [n,C,H,W] in [0,1].</param>
/// <param name="Y">Labels, int64 [n].</param>
/// <param name="P">What the original network says, [n, classes].</param>
internal sealed record TaughtBatch(torch.Tensor X, torch.Tensor Y, torch.Tensor P) : IBatch
{
    /// <inheritdoc/>
    public int Count => (int)X.shape[0];

    /// <summary>Some images, mirrored at random where a stream is given.</summary>
    public static TaughtBatch Of(ImageSet images, ReadOnlySpan<int> indices, RandomSource? mirror, Distillation targets, torch.Device device)
    {
        using var scope = torch.NewDisposeScope();
        var x = images.Images(indices, device);
        var numbers = torch.tensor(indices.ToArray().Select(i => (long)i).ToArray(), device: device);
        torch.Tensor? mirrored = null;
        if (mirror is not null)
        {
            var chosen = new bool[indices.Length];
            for (var i = 0; i < chosen.Length; i++) chosen[i] = mirror.NextInt(2) == 1;
            mirrored = torch.tensor(chosen, [chosen.Length, 1], device: device);
            x = torch.where(mirrored.reshape(chosen.Length, 1, 1, 1), x.flip(3), x);
        }

        return new TaughtBatch(x.DetachFromDisposeScope(), images.LabelTensor(indices, device).DetachFromDisposeScope(), targets.For(numbers, mirrored).DetachFromDisposeScope());
    }

    /// <summary>Some of them; views that the enclosing dispose scope owns.</summary>
    public TaughtBatch Rows(int first, int count) => new(X.narrow(0, first, count), Y.narrow(0, first, count), P.narrow(0, first, count));

    /// <inheritdoc/>
    public void Dispose()
    {
        X.Dispose();
        Y.Dispose();
        P.Dispose();
    }
}
