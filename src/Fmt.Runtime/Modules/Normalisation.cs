using System;
using System.Collections.Generic;
using System.Linq;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>What a network does with pixels first: (x - mean)/std per channel. Part of the network, so that attacks, budgets and clamps are all in pixels [0,1].</summary>
public sealed class Normalisation
{
    private readonly float[] _mean;
    private readonly float[] _std;
    private torch.Tensor? _meanTensor;
    private torch.Tensor? _stdTensor;

    /// <summary>A normalisation by mean and standard deviation per channel, in pixel units.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or a standard deviation is not positive.</exception>
    public Normalisation(IReadOnlyList<double> mean, IReadOnlyList<double> std)
    {
        if (mean.Count != std.Count) throw new ArgumentException($"Mean has {mean.Count} values, std has {std.Count}; give one each per channel.");
        if (std.Any(s => !(s > 0))) throw new ArgumentException($"Std must be positive; it is [{string.Join(", ", std)}].");
        (_mean, _std) = (mean.Select(m => (float)m).ToArray(), std.Select(s => (float)s).ToArray());
    }

    /// <summary>Pixels as they are.</summary>
    public static Normalisation None { get; } = new([], []);

    /// <summary>Mean per channel; empty for none.</summary>
    public IReadOnlyList<float> Mean => _mean;

    /// <summary>Standard deviation per channel; empty for none.</summary>
    public IReadOnlyList<float> Std => _std;

    internal bool IsIdentity => _mean.All(m => m == 0) && _std.All(s => s == 1);

    /// <summary>(x - mean)/std, both steps rounded to the type of <paramref name="images"/>. The result is the caller's.</summary>
    internal torch.Tensor Apply(torch.Tensor images)
    {
        if (IsIdentity) return images.alias();
        var (mean, std) = Constants(images);
        return (images - mean).div_(std);
    }

    private (torch.Tensor Mean, torch.Tensor Std) Constants(torch.Tensor like)
    {
        lock (_mean)
        {
            if (_meanTensor is null || _meanTensor.dtype != like.dtype || _meanTensor.device.type != like.device.type || _meanTensor.device.index != like.device.index)
            {
                _meanTensor?.Dispose();
                _stdTensor?.Dispose();
                (_meanTensor, _stdTensor) = (Constant(_mean, like), Constant(_std, like));
            }

            return (_meanTensor, _stdTensor!);
        }
    }

    private static torch.Tensor Constant(float[] values, torch.Tensor like)
    {
        // A tensor made in inference mode could never take part in training.
        using var normal = torch.inference_mode(false);
        using var tensor = torch.tensor(values, [1, values.Length, 1, 1]);
        return tensor.to(like.dtype, like.device, copy: true).DetachFromDisposeScope();
    }
}
