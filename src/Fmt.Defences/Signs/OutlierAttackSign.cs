using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Signs;

/// <summary>
/// TRODO (arXiv 2501.17151): images just outside the distribution, made here by turning clean ones or pasting a part of another into them, and how much an attack of few
/// steps raises the network's confidence in them. In a network with a backdoor blind spots of great confidence lie near. The statistic is the mean largest softmax after less before.
/// </summary>
public sealed record OutlierAttackSign : OptionSet, ISign
{
    private const int Batch = 100;

    /// <inheritdoc/>
    public string Name => "attacked outliers";

    /// <summary>Mean rise of the largest softmax.</summary>
    [Option(Origin.Ours, Min = 0, Max = 1)]
    public double Threshold { get; init; } = 0.35;

    /// <summary>Images.</summary>
    [Option(Origin.Ours, Min = 1)]
    public int Images { get; init; } = 500;

    /// <summary>Bound of the attack, L-infinity in [0,1].</summary>
    [Option(Origin.Paper, Min = 0, AboveMin = true)]
    public double Eps { get; init; } = 2.0 / 255;

    /// <summary>Steps of the attack.</summary>
    [Option(Origin.Paper, Min = 1)]
    public int Steps { get; init; } = 10;

    /// <inheritdoc/>
    public SignReading Read(NetworkModule network, ImageSet clean, RunContext context)
    {
        Check();
        return Looking.At(Name, Threshold, network, clean, context, looking =>
        {
            var sample = clean.Balanced(Math.Min(Images, clean.Count), context.Seed);
            var random = looking.Stream("outliers");
            var (before, after) = (0.0, 0.0);
            foreach (var indices in Enumerable.Range(0, sample.Count).Chunk(Batch))
            {
                using var scope = torch.NewDisposeScope();
                var outliers = Outliers(sample.Images(indices, network.Device), random);
                before += Confidence(looking, outliers).sum().ToDouble();
                after += Confidence(looking, Attacked(looking, outliers)).sum().ToDouble();
            }

            return Looking.Reading((after - before) / sample.Count) with { Beside = Beside.Of(("before", before / sample.Count), ("after", after / sample.Count)) };
        });
    }

    /// <summary>Half the images turned by a quarter or a half, half with a square of another one pasted in.</summary>
    private static torch.Tensor Outliers(torch.Tensor images, RandomSource random)
    {
        var (count, height, width) = ((int)images.shape[0], (int)images.shape[2], (int)images.shape[3]);
        var result = images.clone();
        for (var n = 0; n < count; n++)
        {
            using var scope = torch.NewDisposeScope();
            if (n % 2 == 0)
            {
                var turns = height == width ? 1 + random.NextInt(3) : 2;
                result[n].copy_(torch.rot90(images[n], turns, (1, 2)));
                continue;
            }

            var (rows, columns) = (height * (3 + random.NextInt(4)) / 10, width * (3 + random.NextInt(4)) / 10);
            var (from, to) = ((random.NextInt(height - rows + 1), random.NextInt(width - columns + 1)), (random.NextInt(height - rows + 1), random.NextInt(width - columns + 1)));
            var other = images[(n + 1 + random.NextInt(Math.Max(1, count - 1))) % count];
            result[n].narrow(1, to.Item1, rows).narrow(2, to.Item2, columns).copy_(other.narrow(1, from.Item1, rows).narrow(2, from.Item2, columns));
        }

        return result;
    }

    private torch.Tensor Attacked(Looking looking, torch.Tensor images)
    {
        var size = 2.5 * Eps / Steps;
        var moved = images;
        for (var step = 0; step < Steps; step++)
        {
            looking.Context.Cancellation.ThrowIfCancellationRequested();
            using var scope = torch.NewDisposeScope();
            var leaf = moved.detach().clone().requires_grad_(true);
            var confidence = torch.nn.functional.log_softmax(looking.Network.forward(leaf, looking.Pass), 1).amax(1).sum();
            looking.Context.Passes.Both(leaf.shape[0]);
            var gradient = torch.autograd.grad([confidence], [leaf])[0];
            moved = (leaf.detach() + gradient.sign() * size).maximum(images - Eps).minimum(images + Eps).clamp(0, 1).MoveToOuterDisposeScope();
        }

        return moved;
    }

    private static torch.Tensor Confidence(Looking looking, torch.Tensor images)
    {
        using var noGradients = torch.no_grad();
        looking.Context.Passes.Forward(images.shape[0]);
        return torch.nn.functional.softmax(looking.Network.forward(images, looking.Pass), 1).amax(1);
    }
}
