using System;
using System.Linq;
using Fmt.Data;

namespace Fmt.Tests.Defences.Repairs;

/// <summary>Softmax regression by hand, in double: logits = W x + b.</summary>
internal sealed record LinearModel(double[] Weight, double[] Bias)
{
    public static LinearModel Of(TorchSharp.Modules.Linear layer) => new(Toys.Numbers(layer.weight!), Toys.Numbers(layer.bias!));

    /// <summary>Gradient of the mean over the images of -sum_k target_k log p_k; the target has 1 - s on the label, s/(K-1) elsewhere.</summary>
    public LinearModel Gradient(ImageSet images, double smoothing = 0)
    {
        var (inputs, classes) = (images.ImageBytes, images.Classes);
        var (dw, db) = (new double[Weight.Length], new double[Bias.Length]);
        for (var n = 0; n < images.Count; n++)
        {
            var pixels = images.Pixels(n).ToArray();
            var logits = Enumerable.Range(0, classes).Select(k => Bias[k] + Enumerable.Range(0, inputs).Sum(i => Weight[k * inputs + i] * pixels[i] / 255.0)).ToArray();
            var all = logits.Sum(Math.Exp);
            for (var k = 0; k < classes; k++)
            {
                var target = k == images.Labels[n] ? 1 - smoothing : smoothing / (classes - 1);
                var d = (Math.Exp(logits[k]) / all - target) / images.Count;
                db[k] += d;
                for (var i = 0; i < inputs; i++) dw[k * inputs + i] += d * pixels[i] / 255.0;
            }
        }

        return new LinearModel(dw, db);
    }

    /// <summary>f of both models' numbers, one by one.</summary>
    public LinearModel With(LinearModel other, Func<double, double, double> f) =>
        new([.. Weight.Zip(other.Weight, f)], [.. Bias.Zip(other.Bias, f)]);

    public double SquareSum() => Weight.Sum(w => w * w) + Bias.Sum(b => b * b);
}
