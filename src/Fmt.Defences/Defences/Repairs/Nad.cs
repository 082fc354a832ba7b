using System;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Options;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>
/// NAD (neural attention distillation, arXiv 2101.05930): a fine-tuned copy teaches the network where to look. Loss = CE + sum of
/// beta_l * MSE of the two attention maps of stage l. The network is the student.
/// </summary>
/// <remarks>Defaults are the released code's (arXiv 2101.05930) where it has one; there are fewer epochs.</remarks>
public sealed record Nad : TrainingOptions, IDefence
{
    /// <inheritdoc/>
    public string Name => "NAD";

    /// <summary>Epochs of the teacher's fine-tuning. BackdoorBench: 10; default 5.</summary>
    [Option(Origin.Ours, Min = 0)]
    public int TeacherEpochs { get; init; } = 5;

    /// <summary>Epochs of the student. Released code: 20; default 10.</summary>
    [Option(Origin.Ours, Min = 0)]
    public int Epochs { get; init; } = 10;

    /// <summary>Learning rate of the first epochs, of teacher and student. Released code: 0.1.</summary>
    [Option(Origin.Published, Min = 0)]
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Number of these epochs. Released code: 2.</summary>
    [Option(Origin.Published, Min = 0)]
    public int FastEpochs { get; init; } = 2;

    /// <summary>Learning rate afterwards. Released code: 0.01 (and 1e-4 from the 20th epoch on, which is left out here).</summary>
    [Option(Origin.Published, Min = 0)]
    public double SlowLearningRate { get; init; } = 0.01;

    /// <summary>Nesterov momentum of SGD. Released code: 0.9.</summary>
    [Option(Origin.Published, Min = 0, AboveMin = true, Max = 1, BelowMax = true)]
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of SGD. Released code: 1e-4.</summary>
    [Option(Origin.Published, Min = 0)]
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Weights of the attention losses of the last stages, first stage first. Released code: 500, 1000, 1000. A network with fewer stages takes the last ones.</summary>
    [Option(Origin.Published, Min = 0)]
    public ImmutableArray<double> Betas { get; init; } = [500, 1000, 1000];

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The network has no feature map larger than 1x1.</exception>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context) => Run(network, clean, context, training =>
    {
        var stages = StageOutput.LastOf(network, Betas.Length);
        if (stages.IsEmpty) throw new InvalidOperationException($"{network.GetName()} has no feature map larger than 1x1, so there is no attention to distil. Declare at least one Conv2d that is testable.");
        using var teacher = network.Copy();
        Train(teacher, "NAD teacher", TeacherEpochs, (optimizer, step) =>
            TrainingLoop.Step(teacher, step.Pass, optimizer, step.Batch.Images, step.Batch.Labels, (logits, labels) => Losses.CrossEntropy(logits, labels), context.Passes));
        var betas = Betas.TakeLast(stages.Length).ToImmutableArray();
        return new Outcome(Train(network, "NAD student", Epochs, Distil), Text(stages));

        ImmutableArray<EpochRow> Train(NetworkModule subject, string part, int count, Func<torch.optim.Optimizer, TrainingStep<Batch>, StepResult> step)
        {
            using var optimizer = torch.optim.SGD(subject.parameters(), LearningRate, momentum: Momentum, weight_decay: WeightDecay, nesterov: true);
            var rates = RateSchedules.Drop(LearningRate, FastEpochs, SlowLearningRate);
            return this.Train(training with { Network = subject }, part, count, rates, optimizer, s => step(optimizer, s));
        }

        StepResult Distil(torch.optim.Optimizer optimizer, TrainingStep<Batch> step)
        {
            var batch = step.Batch;
            var shown = Attentions(teacher, step.Pass, stages, batch.Images, gradients: false).Maps;
            context.Passes.Forward(batch.Count);
            optimizer.zero_grad();
            var (logits, own) = Attentions(network, step.Pass, stages, batch.Images, gradients: true);
            var loss = Losses.CrossEntropy(logits, batch.Labels) + AttentionLoss(own, shown, betas);
            loss.backward();
            optimizer.step();
            context.Passes.Both(batch.Count);
            return StepResult.Of(loss, logits, batch.Labels);
        }
    });

    /// <summary>One pass: the logits and the attention maps [N, H, W] of the places.</summary>
    internal static (torch.Tensor Logits, torch.Tensor[] Maps) Attentions(NetworkModule network, Pass pass, ImmutableArray<StageOutput> places, torch.Tensor images, bool gradients)
    {
        using var mode = torch.set_grad_enabled(gradients);
        var maps = new torch.Tensor[places.Length];
        var watching = places.Select((p, i) => p.Observe(network, x => maps[i] = Attention(x))).ToArray();
        try
        {
            return (network.forward(images, pass), maps);
        }
        finally
        {
            foreach (var watch in watching) watch.Dispose();
        }
    }

    /// <summary>The attention map of maps [N, C, H, W]: the sum of their squares over the channels, divided by its own 2-norm over the places + 1e-6. [N, H, W].</summary>
    internal static torch.Tensor Attention(torch.Tensor maps)
    {
        using var scope = torch.NewDisposeScope();
        var sum = maps.square().sum(1);
        return (sum / (sum.flatten(1).norm(1, keepdim: true).unsqueeze(2) + 1e-6)).MoveToOuterDisposeScope();
    }

    /// <summary>Sum over the stages of beta * mean squared difference of the attention maps, the mean over images and places.</summary>
    internal static torch.Tensor AttentionLoss(torch.Tensor[] student, torch.Tensor[] teacher, ImmutableArray<double> betas)
    {
        using var scope = torch.NewDisposeScope();
        var sum = (student[0] - teacher[0]).square().mean() * betas[0];
        for (var i = 1; i < student.Length; i++) sum += (student[i] - teacher[i]).square().mean() * betas[i];
        return sum.MoveToOuterDisposeScope();
    }

    private string Text(ImmutableArray<StageOutput> stages)
    {
        var places = string.Join(", ", stages.Select(s => FormattableString.Invariant($"{s.Place} ({s.Height}x{s.Width})")));
        var fewer = stages.Length < Betas.Length ? FormattableString.Invariant($"; the network has only {stages.Length} of the {Betas.Length} resolutions asked for") : "";
        return $"NAD: attention is distilled at {places}{fewer}.";
    }
}
