using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;
using TorchSharp.Modules;

namespace Fmt.Defences;

/// <summary>
/// FT-SAM (arXiv 2304.11823): fine-tuning with adaptive sharpness-aware minimisation (arXiv 2102.11600). Each step takes the gradient where the
/// loss is worst nearby, so it costs two passes. The second one leaves the batch norms' statistics alone and drops what the first one dropped.
/// </summary>
/// <remarks>Defaults are the paper's (arXiv 2304.11823) for CIFAR-10 where it states one; the schedule is shorter.</remarks>
public sealed record FtSam : TrainingOptions, IDefence
{
    /// <inheritdoc/>
    public string Name => "FT-SAM";

    /// <summary>Passes over the images. BackdoorBench: 100; default 10.</summary>
    [Option(Origin.Ours, Min = 0)]
    public int Epochs { get; init; } = 10;

    /// <summary>First learning rate. Paper: 0.01.</summary>
    [Option(Origin.Published, Min = 0)]
    public double LearningRate { get; init; } = 0.01;

    /// <summary>What the cosine goes to, step by step. Default 1e-4; BackdoorBench's rate goes up and down every 200 steps.</summary>
    [Option(Origin.Ours, Min = 0)]
    public double FinalLearningRate { get; init; } = 1e-4;

    /// <summary>Momentum of SGD. Paper: 0.9.</summary>
    [Option(Origin.Published, Min = 0, Max = 1, BelowMax = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of SGD. Paper: 5e-4.</summary>
    [Option(Origin.Published, Min = 0)]
    public double WeightDecay { get; init; } = 5e-4;

    /// <summary>Share of the target that goes to the other classes. Paper: 0.1.</summary>
    [Option(Origin.Published, Min = 0, Max = 1, BelowMax = true)]
    public double LabelSmoothing { get; init; } = 0.1;

    /// <summary>Size of the perturbation of the weights. Paper: 2 for CIFAR-10, 8 for GTSRB and Tiny ImageNet.</summary>
    [Option(Origin.Published, Min = 0)]
    public double Rho { get; init; } = 2;

    /// <summary>Perturb every weight in proportion to its square (adaptive SAM). Paper: yes.</summary>
    [Option(Origin.Published)]
    public bool Adaptive { get; init; } = true;

    /// <inheritdoc/>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context) => Run(network, clean, context, training =>
    {
        using var optimizer = torch.optim.SGD(network.parameters(), LearningRate, momentum: Momentum, weight_decay: WeightDecay);
        var rates = RateSchedules.CosineByStep(LearningRate, FinalLearningRate);
        return new Outcome(Train(training, Name, Epochs, rates, optimizer, step => Step(network, optimizer, step, context.Passes)));
    });

    private StepResult Step(NetworkModule network, torch.optim.Optimizer optimizer, TrainingStep<Batch> step, PassCounter passes)
    {
        var (batch, generator) = (step.Batch, step.Pass.Generator!);
        var parameters = network.parameters().ToArray();
        var dropout = generator.get_state();
        var (result, _) = Backward();
        var statistics = network.buffers().Select(b => (Buffer: b, Kept: b.clone())).ToArray();
        var weights = Perturb(parameters, Rho, Adaptive);
        generator.set_state(dropout);
        Backward();
        using (torch.no_grad())
        {
            foreach (var (weight, kept) in parameters.Zip(weights)) weight.copy_(kept);
            foreach (var (buffer, kept) in statistics) buffer.copy_(kept);
        }

        optimizer.step();
        passes.Both(2 * batch.Count);
        return result;

        (StepResult, torch.Tensor) Backward()
        {
            optimizer.zero_grad();
            var logits = network.forward(batch.Images, step.Pass);
            var loss = Losses.CrossEntropy(logits, batch.Labels, LabelSmoothing);
            loss.backward();
            return (StepResult.Of(loss, logits, batch.Labels), loss);
        }
    }

    /// <summary>
    /// Moves the parameters up their gradient: w += rho * w^2 g / (|| |w| g || + 1e-12), one norm over all of them; not adaptive: w += rho * g / (||g|| + 1e-12).
    /// </summary>
    /// <returns>Copies of the parameters as they were, in their order.</returns>
    internal static torch.Tensor[] Perturb(IReadOnlyList<Parameter> parameters, double rho, bool adaptive)
    {
        using var noGrad = torch.no_grad();
        using var scope = torch.NewDisposeScope();
        var before = parameters.Select(p => p.detach().clone().MoveToOuterDisposeScope()).ToArray();
        double squares = 0;
        foreach (var p in parameters)
            if (p.grad is { } g) squares += (adaptive ? p * g : g).square().sum().ToDouble();
        var scale = rho / (Math.Sqrt(squares) + 1e-12);
        foreach (var p in parameters)
            if (p.grad is { } g) p.add_((adaptive ? p * p * g : g) * scale);
        return before;
    }
}
