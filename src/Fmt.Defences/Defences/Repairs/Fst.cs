using System;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Defences;

/// <summary>
/// FST (feature shift tuning, arXiv 2310.01875): the head starts anew and is pushed away from the one that came, so that the features must change.
/// The head is the last Linear registered; its Frobenius norm is the original one after every step.
/// </summary>
/// <remarks>Defaults are the released code's for CIFAR-10 (arXiv 2310.01875).</remarks>
public sealed record Fst : TrainingOptions, IDefence
{
    /// <inheritdoc/>
    public string Name => "FST";

    /// <summary>Passes over the images. Released code: 10.</summary>
    [Option(Origin.Published, Min = 0)]
    public int Epochs { get; init; } = 10;

    /// <summary>First learning rate, cosine by epoch. Released code: 0.01.</summary>
    [Option(Origin.Published, Min = 0)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>What the cosine goes to. Released code: 0.</summary>
    [Option(Origin.Published, Min = 0)]
    public double FinalLearningRate { get; init; }

    /// <summary>Momentum of SGD. Released code: 0.9.</summary>
    [Option(Origin.Published, Min = 0, Max = 1, BelowMax = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of SGD. Released code: 0.</summary>
    [Option(Origin.Published, Min = 0)]
    public double WeightDecay { get; init; }

    /// <summary>Weight a of the inner product of the head and the head as it came. Released code: 0.2, 0 for many classes.</summary>
    [Option(Origin.Published, Min = 0)]
    public double Alpha { get; init; } = 0.2;

    /// <summary>
    /// Divide the inner product by the squared norm of the head as it came, so that the term lies within a of 0. Released code: no; there a head of
    /// norm 14 makes the term 200 times as large, which outweighs the cross-entropy and destroys the network. Default no.
    /// </summary>
    [Option(Origin.Published)]
    public bool ScaleByHead { get; init; }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The network has no Linear that gives its logits.</exception>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context) => Run(network, clean, context, training =>
    {
        var (name, head) = Head(network);
        using var original = head.weight!.detach().clone();
        using var norm = original.norm();
        var weight = ScaleByHead ? Alpha / Math.Pow(norm.ToDouble(), 2) : Alpha;
        Redraw(head, new RandomSource(context.Seed, "fst/head"));
        using var optimizer = torch.optim.SGD(network.parameters(), LearningRate, momentum: Momentum, weight_decay: WeightDecay);
        var rates = RateSchedules.CosineByEpoch(LearningRate, FinalLearningRate);
        var epochs = Train(training, Name, Epochs, rates, optimizer, Step);
        return new Outcome(epochs, FormattableString.Invariant($"FST: the head is '{name}', its norm {norm.ToDouble():0.###}."));

        StepResult Step(TrainingStep<Batch> step)
        {
            var result = TrainingLoop.Step(network, step.Pass, optimizer, step.Batch.Images, step.Batch.Labels, (logits, labels) => Loss(logits, labels, head.weight!, original, weight), context.Passes);
            using var noGrad = torch.no_grad();
            head.weight!.mul_(norm / head.weight.norm());
            return result;
        }
    });

    /// <summary>CE + weight * sum of the products of the head's weights and the original ones.</summary>
    internal static torch.Tensor Loss(torch.Tensor logits, torch.Tensor labels, torch.Tensor head, torch.Tensor original, double weight) =>
        Losses.CrossEntropy(logits, labels) + (head * original).sum() * weight;

    /// <summary>The last Linear in the order of registration, with its name.</summary>
    internal static (string Name, Linear Head) Head(NetworkModule network)
    {
        var (name, module) = network.named_modules().LastOrDefault(m => m.module is Linear);
        if (module is Linear head && head.weight!.shape[0] == network.ClassCount) return (name, head);
        var found = module is null ? "it has none" : $"the last one, '{name}', does not";
        throw new InvalidOperationException($"FST needs a last Linear that gives the {network.ClassCount} logits of {network.GetName()}; {found}.");
    }

    /// <summary>Weight and bias from U(-1/sqrt(d), 1/sqrt(d)), d the number of inputs.</summary>
    private static void Redraw(Linear head, RandomSource random)
    {
        using var noGrad = torch.no_grad();
        var bound = 1 / Math.Sqrt(head.weight!.shape[1]);
        Draw(head.weight);
        if (head.bias is not null) Draw(head.bias);

        void Draw(torch.Tensor tensor)
        {
            using var values = torch.tensor(Enumerable.Range(0, (int)tensor.numel()).Select(_ => (float)((2 * random.NextDouble() - 1) * bound)).ToArray(), tensor.shape);
            tensor.copy_(values);
        }
    }
}
