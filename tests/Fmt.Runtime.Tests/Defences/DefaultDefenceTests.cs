using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Reports;
using Fmt.Weights;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Defences;

/// <summary><see cref="DefenceOptions.Default"/> on a toy network. What its parts compute is tested beside them.</summary>
public sealed class DefaultDefenceTests
{
    private static readonly ImageSet Clean = ToyImages.Make(90, 0);
    private static readonly PerturbationUnlearning Small = new() { Ascents = 3, AscentImages = 16, StepImages = 16, UnlearningEpochs = 2, BatchSize = 32, Precision = ConvolutionPrecision.AsWeights, UsedShare = 0, SeekTriggers = false };
    private static readonly DefenceOptions Quick = new() { Defence = Small, Guard = new() { MaxAccuracyLoss = AccuracyGuard.NoBound, AnyAccuracy = true } };

    private static Evaluation Attack => new(ToyImages.Make(60, 9), Trigger.Rectangle(6, 6, 2, 2, [255], 1, 8, 8), new AllToOne(0));

    /// <summary>A network as built remembers mean 0 and variance 1, which no image gives: that is a sign.</summary>
    private static ToyNet WithSign() => ToyImages.Network();

    /// <summary>One whose memory is of the clean images themselves.</summary>
    private static ToyNet WithoutSign()
    {
        var network = ToyImages.Network();
        BatchNorms.Reestimate(network, Clean);
        return network;
    }

    [Fact]
    public void Without_a_sign_the_network_is_left_alone()
    {
        using var network = WithoutSign();
        var before = Bytes(network);
        var report = network.DefendWithFmt(Clean, Quick with { Evaluation = Attack });

        Assert.Equal(before, Bytes(network));
        Assert.Equal(report.Before, report.After);
        Assert.False(report.Unlearning!.Changed);
        Assert.False(report.Unlearning.Sign!.Found);
        Assert.InRange(report.Unlearning.Sign.Largest, 0, 0.001);
        Assert.Empty(report.FineTuning);
        Assert.Null(report.ReActivated);
        Assert.NotNull(report.Controls);
        Assert.Contains(Verdict.Of(report).Finding, new[] { VerdictFinding.LeftAlone, VerdictFinding.SignMissed });
    }

    [Fact]
    public void Forced_it_is_repaired_all_the_same_without_a_direction()
    {
        using var network = WithoutSign();
        var before = Bytes(network);
        var report = network.DefendWithFmt(Clean, Quick with { Defence = Small with { Force = true }, Evaluation = Attack });

        Assert.NotEqual(before, Bytes(network));
        Assert.True(report.Unlearning!.Changed);
        Assert.Null(report.Unlearning.Strength);
        Assert.All(report.Unlearning.Perturbations, p => Assert.Null(p.Cosine));
        Assert.Contains(report.Notes, note => note.Contains("because that was forced"));
    }

    [Fact]
    public void The_report_holds_what_was_found_done_and_measured()
    {
        using var network = WithSign();
        using var innocent = ToyImages.Network(seed: 2);
        // One without a sign, which moves no threshold.
        BatchNorms.Reestimate(innocent, Clean);
        var innocentBefore = Bytes(innocent);
        var report = network.DefendWithFmt(Clean, Quick with { Defence = Small with { MoreRounds = 0, CleanSteps = 0 }, Evaluation = Attack, Seed = 4, Innocent = [new InnocentNetwork("other", innocent)] });

        Assert.Equal(("ToyNet", "Perturbation unlearning", 4, "cpu"), (report.Network, report.Method, report.Seed, report.Device));
        var found = report.Unlearning!;
        Assert.True(found.Sign is { Found: true, Place: "bn1", EarlyMedian: null });
        var evidence = Assert.Single(found.Sign.Evidence);
        Assert.Equal(("bn1", "conv1", 64), (evidence.Norm, evidence.Layer, evidence.Divergence.Length));
        Assert.Equal(found.Sign.Largest, evidence.Divergence.Max());
        // At most a tenth of 64, and each of them above every map that is not named.
        Assert.Equal(6, evidence.Channels.Length);
        Assert.True(evidence.Channels.Min(c => evidence.Divergence[c]) >= Enumerable.Range(0, 64).Except(evidence.Channels).Max(c => evidence.Divergence[c]));
        Assert.Equal(["additive, L2 2", "additive, L2 3", "sparse, 16 pixels", "sparse, 25 pixels"], found.Perturbations.Select(p => p.Kind));
        Assert.All(found.Perturbations, p =>
        {
            Assert.InRange(p.Class, 0, 2);
            Assert.InRange(p.Cosine!.Value, -1.0001, 1.0001);
            Assert.InRange(p.After, 0, 100);
        });
        Assert.NotNull(found.Strength);
        Assert.True(found.Passes.Forward > found.Passes.Backward && found.Passes.Backward > 0);
        Assert.Equal(found.Branch == UnlearningBranch.BatchStatistics ? [1, 2, 1, 2, 3, 4, 5, 6, 7] : [1, 2, 1, 2, 3, 4], report.FineTuning.Select(row => row.Epoch));
        Assert.Equal([2, report.FineTuning.Length - 2], TrainingPhase.Of(report).Select(phase => phase.Epochs.Length));
        Assert.Null(report.PrunedOnly);
        Assert.Empty(report.Scores);
        Assert.Null(report.Controls!.Random);
        Assert.NotNull(report.ReActivated?.Asr);
        Assert.Equal<string>(["0", "1", "2"], report.ClassNames);
        var ceiling = Assert.Single(report.Innocent);
        Assert.Equal(("other", Measurement.Run(innocent, Attack, torch.CPU)), (ceiling.Name, ceiling.Rates));
        Assert.Equal(innocentBefore, Bytes(innocent));
        Assert.Empty(network.AllMaps.SelectMany(maps => maps.Mask.Masked));
    }

    [Fact]
    public void An_innocent_network_for_other_images_is_refused_by_name()
    {
        using var network = WithSign();
        using var other = new PlantedNet();
        var before = Bytes(network);
        var refused = Assert.Throws<DataException>(() => network.DefendWithFmt(Clean, Quick with { Innocent = [new InnocentNetwork("planted", other)] }));

        Assert.Contains("'planted' (PlantedNet) takes 1x8x8 and has 2 classes, ToyNet takes 1x8x8 and has 3 classes", refused.Message);
        Assert.Equal(before, Bytes(network));
    }

    [Fact]
    public void Without_batch_norm_every_class_is_tried_and_the_report_says_so()
    {
        torch.manual_seed(1);
        using var network = new PlantedNet();
        var report = network.DefendWithFmt(ToyImages.Make(60, 0, classes: 2), Quick with { Defence = Small with { Branch = UnlearningBranch.FoundTriggers } });

        Assert.Equal((UnlearningBranch.FoundTriggers, true), (report.Unlearning!.Branch, report.Unlearning.Changed));
        Assert.Null(report.Unlearning.Sign);
        Assert.Equal(2, report.Unlearning.Classes!.Reached.Length);
        Assert.Equal("sparse, 25 pixels", Assert.Single(report.Unlearning.Perturbations).Kind);
        Assert.Contains(report.Notes, note => note.Contains("There is no batch norm"));
        Assert.Contains(report.Settings, setting => setting.Value == $"sparse, 25 pixels towards class {report.Unlearning.Classes.Leading}, kept as they were found");
    }

    /// <summary>Every part of the repair is stopped once.</summary>
    [Fact]
    public void Cancelled_in_any_part_the_network_is_as_it_was()
    {
        var parts = new HashSet<string?>();
        using (var network = WithSign()) _ = network.DefendWithFmt(Clean, Quick with { Controls = false }, new Told(p => parts.Add(p.Part)));
        Assert.Superset(new HashSet<string?> { null, "clean phase", "looking for a sign", "looking for what is left", "measuring the defended network", "reconstructing perturbations", "unlearning" }, parts);
        foreach (var part in parts)
        {
            using var network = WithSign();
            network.train();
            var before = Bytes(network);
            using var stop = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => network.DefendWithFmt(Clean, Quick, new Told(p =>
            {
                if (p.Part == part) stop.Cancel();
            }), stop.Token));
            Assert.Equal(before, Bytes(network));
            Assert.True(network.training);
        }
    }

    /// <summary>Alone on one worker, or beside the control on a second one where there are two cores.</summary>
    [Fact]
    public void One_seed_gives_the_same_weights_whatever_runs_beside()
    {
        string Run(int seed, bool beside, int threads)
        {
            var before = torch.get_num_threads();
            torch.set_num_threads(threads);
            using var network = WithSign();
            var report = network.DefendWithFmt(Clean, Quick with { Seed = seed, Controls = beside, Evaluation = Attack });
            torch.set_num_threads(before);
            return $"{report.After} {report.ReActivated} {Bytes(network)}";
        }

        var first = Run(3, beside: true, threads: 2);
        Assert.Equal(first, Run(3, beside: false, threads: 1));
        Assert.NotEqual(first, Run(4, beside: false, threads: 1));
    }

    private static string Bytes(NetworkModule network) =>
        string.Concat(network.StateEntries.Select(e => Convert.ToHexString(CheckpointTensor.Of(e.Name, network.StateTensor(e.Name)).Data.Span)));

    private sealed class Told(Action<DefenceProgress> tell) : IProgress<DefenceProgress>
    {
        public void Report(DefenceProgress value) => tell(value);
    }
}
