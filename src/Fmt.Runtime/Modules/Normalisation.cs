using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using TorchSharp;

namespace Fmt.Modules;

/// <summary>What a network does with pixels first: (x - mean)/std per channel. Part of the network, so that attacks, budgets and clamps are all in pixels [0,1].</summary>
public sealed class Normalisation
{
    internal const string MeanRange = "from -10 to 10: it is subtracted from pixels between 0 and 1 (divide a mean of pixels from 0 to 255 by 255)";
    internal const string StdRange = "above 0, from 0.000001 to 1000: pixels between 0 and 1 are divided by it (divide a deviation of pixels from 0 to 255 by 255)";

    private readonly float[] _mean;
    private readonly float[] _std;
    private torch.Tensor? _meanTensor;
    private torch.Tensor? _stdTensor;

    /// <summary>A normalisation by mean and standard deviation per channel, in pixel units.</summary>
    /// <exception cref="ArgumentException">The lists differ in length, or a value is none that pixels between 0 and 1 can have.</exception>
    public Normalisation(IReadOnlyList<double> mean, IReadOnlyList<double> std)
    {
        if (mean.Count != std.Count) throw new ArgumentException($"Mean has {mean.Count} values, std has {std.Count}; give one each per channel.");
        if (!mean.All(IsMean)) throw new ArgumentException($"Mean [{Text(mean)}] is not one of pixels; it must be {MeanRange}.");
        if (!std.All(IsStd)) throw new ArgumentException($"Std [{Text(std)}] is not positive or not one of pixels; it must be {StdRange}.");
        (_mean, _std) = (mean.Select(m => (float)m).ToArray(), std.Select(s => (float)s).ToArray());
    }

    /// <summary>
    /// A mean of pixels lies between 0 and 1; shifts that make up for something else are of that size, and means of pixels from 0 to 255 are well above. NaN is none.
    /// </summary>
    internal static bool IsMean(double value) => Math.Abs(value) <= 10;

    /// <summary>1/65535 stands for pixels of 16 bits, 255 for pixels that were divided twice; what is beyond both by a factor makes numbers that float32 cannot tell apart.</summary>
    internal static bool IsStd(double value) => value is >= 1e-6 and <= 1000;

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

    private static string Text(IEnumerable<double> values) => string.Join(", ", values.Select(v => v.ToString(CultureInfo.InvariantCulture)));

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
