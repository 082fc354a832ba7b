using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Defences;

/// <summary>Options of <see cref="Nad"/>. Defaults are the released code's (arXiv 2101.05930) where it has one; there are fewer epochs.</summary>
public sealed record NadOptions : RepairOptions
{
    /// <summary>Epochs of the teacher's fine-tuning. BackdoorBench: 10; default 5.</summary>
    public int TeacherEpochs { get; init; } = 5;

    /// <summary>Epochs of the student. Released code: 20; default 10.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Learning rate of the first epochs, of teacher and student. Released code: 0.1.</summary>
    public double LearningRate { get; init; } = 0.1;

    /// <summary>Number of these epochs. Released code: 2.</summary>
    public int FastEpochs { get; init; } = 2;

    /// <summary>Learning rate afterwards. Released code: 0.01 (and 1e-4 from the 20th epoch on, which is left out here).</summary>
    public double SlowLearningRate { get; init; } = 0.01;

    /// <summary>Nesterov momentum of SGD. Released code: 0.9.</summary>
    public double Momentum { get; init; } = 0.9;

    /// <summary>Weight decay of SGD. Released code: 1e-4.</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Weights of the attention losses of the last stages, first stage first. Released code: 500, 1000, 1000. A network with fewer stages takes the last ones.</summary>
    public ImmutableArray<double> Betas { get; init; } = [500, 1000, 1000];

    private protected override void CheckOwn()
    {
        Require(TeacherEpochs >= 0, nameof(TeacherEpochs), TeacherEpochs, "at least 0");
        Require(Epochs >= 0, nameof(Epochs), Epochs, "at least 0");
        RequireRate(nameof(LearningRate), LearningRate);
        Require(FastEpochs >= 0, nameof(FastEpochs), FastEpochs, "at least 0");
        RequireRate(nameof(SlowLearningRate), SlowLearningRate);
        Require(Momentum is > 0 and < 1, nameof(Momentum), Momentum, "in (0, 1)");
        RequireRate(nameof(WeightDecay), WeightDecay);
        Require(!Betas.IsDefaultOrEmpty, nameof(Betas), Betas.IsDefault ? 0 : Betas.Length, "a list of at least one weight");
        foreach (var beta in Betas) RequireRate(nameof(Betas), beta);
    }

    private protected override IEnumerable<Setting> ListOwn() =>
    [
        Of(nameof(TeacherEpochs), TeacherEpochs, 5, Ours),
        Of(nameof(Epochs), Epochs, 10, Ours),
        Of(nameof(LearningRate), LearningRate, 0.1, Published),
        Of(nameof(FastEpochs), FastEpochs, 2, Published),
        Of(nameof(SlowLearningRate), SlowLearningRate, 0.01, Published),
        Of(nameof(Momentum), Momentum, 0.9, Published),
        Of(nameof(WeightDecay), WeightDecay, 1e-4, Published),
        new(nameof(Betas), Text(Betas), Betas.SequenceEqual([500, 1000, 1000]) ? Published : "set"),
    ];
}

/// <summary>
/// NAD (neural attention distillation, arXiv 2101.05930): a fine-tuned copy teaches the network where to look. Loss = CE + sum of
/// beta_l * MSE of the two attention maps of stage l. The network is the student.
/// </summary>
/// <param name="options">Default: <see cref="NadOptions"/> as they are.</param>
public sealed class Nad(NadOptions? options = null) : IDefence
{
    /// <inheritdoc/>
    public string Name => "NAD";

    /// <summary>What it is done with.</summary>
    public NadOptions Options { get; } = options ?? new();

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The network has no feature map larger than 1x1.</exception>
    public DefenceTrace Attempt(NetworkModule network, ImageSet clean, DefenceContext context) => Repair.Run(network, clean, Options, context, augmentation =>
    {
        var stages = StageOutput.LastOf(network, Options.Betas.Length);
        if (stages.IsEmpty) throw new InvalidOperationException($"{network.GetName()} has no feature map larger than 1x1, so there is no attention to distil. Declare at least one Conv2d that is testable.");
        using var teacher = network.Copy();
        Train(teacher, "NAD teacher", Options.TeacherEpochs, (optimizer, batch) =>
            TrainingLoop.Step(teacher, optimizer, batch.Images, batch.Labels, (logits, labels) => Losses.CrossEntropy(logits, labels), context.Passes));
        teacher.eval();
        teacher.Precision = Options.Precision;
        var betas = Options.Betas.TakeLast(stages.Length).ToImmutableArray();
        return new Repair.Outcome(Train(network, "NAD student", Options.Epochs, Distil), Text(stages));

        ImmutableArray<EpochRow> Train(NetworkModule subject, string part, int count, Func<torch.optim.Optimizer, Batch, StepResult> step)
        {
            using var optimizer = torch.optim.SGD(subject.parameters(), Options.LearningRate, momentum: Options.Momentum, weight_decay: Options.WeightDecay, nesterov: true);
            var rates = RateSchedules.Drop(Options.LearningRate, Options.FastEpochs, Options.SlowLearningRate);
            var plan = new TrainingPlan(part, count, Options.BatchSize, augmentation, rates, Options.Precision);
            return TrainingLoop.Run(subject, clean, plan, optimizer, batch => step(optimizer, batch), context);
        }

        StepResult Distil(torch.optim.Optimizer optimizer, Batch batch)
        {
            var shown = Attentions(teacher, stages, batch.Images, gradients: false).Maps;
            context.Passes.Forward(batch.Count);
            optimizer.zero_grad();
            var (logits, own) = Attentions(network, stages, batch.Images, gradients: true);
            var loss = Losses.CrossEntropy(logits, batch.Labels) + AttentionLoss(own, shown, betas);
            loss.backward();
            optimizer.step();
            context.Passes.Both(batch.Count);
            return StepResult.Of(loss, logits, batch.Labels);
        }
    });

    /// <summary>One pass: the logits and the attention maps [N, H, W] of the places.</summary>
    internal static (torch.Tensor Logits, torch.Tensor[] Maps) Attentions(NetworkModule network, ImmutableArray<StageOutput> places, torch.Tensor images, bool gradients)
    {
        using var mode = torch.set_grad_enabled(gradients);
        var maps = new torch.Tensor[places.Length];
        var watching = places.Select((p, i) => p.Observe(network, x => maps[i] = Attention(x))).ToArray();
        try
        {
            return (network.call(images), maps);
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
        var fewer = stages.Length < Options.Betas.Length ? FormattableString.Invariant($"; the network has only {stages.Length} of the {Options.Betas.Length} resolutions asked for") : "";
        return $"NAD: attention is distilled at {places}{fewer}.";
    }
}
