using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Reports;
using Fmt.Tests.Defences.Repairs;
using Fmt.Tests.Reports;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Defences;

/// <summary>No defence hands back a network that lost more accuracy on held-out clean images than its bound allows.</summary>
public sealed class AccuracyGuardTests
{
    private static readonly ImageSet Clean = ToyImages.Make(150, 0);

    /// <summary>A network that reads the toy images, so that there is accuracy to lose.</summary>
    private static ToyNet Trained()
    {
        var network = ToyImages.Network();
        FineTuner.Run(network, Clean, new FineTuning(12, 0.1, 0.001, 0.9, 0, 32, new Augmentation(0, false), false, 1));
        Assert.InRange(Measurement.Run(network, new Evaluation(Clean)).Acc, 90, 100);
        return network;
    }

    private sealed class Stub(Action<NetworkModule, ImageSet, RunContext> change) : IDefence
    {
        public string Name => "stub";

        public DefenceTrace Attempt(NetworkModule network, ImageSet clean, RunContext context)
        {
            change(network, clean, context);
            return new DefenceTrace([new EpochRow(1, 0.1, 1, 50)], [], ["done"]);
        }
    }

    private static void Destroy(NetworkModule network)
    {
        using var noGrad = torch.no_grad();
        network.StateTensor("fc.weight").zero_();
        network.AllMaps[0].Mask.Set([3]);
    }

    [Fact]
    public void A_network_that_a_defence_destroys_comes_back_as_it_was()
    {
        using var network = Trained();
        var before = Toys.Bytes(network);
        var attempts = new List<bool>();
        var trace = new Stub((n, _, context) =>
        {
            attempts.Add(context.FrozenStatistics);
            Destroy(n);
        }).Apply(network, Clean, new RunContext(1));

        Assert.Equal([false, true], attempts);
        Assert.Equal(before, Toys.Bytes(network));
        Assert.Equal(0, network.AllMaps[0].Mask.Count);
        Assert.True(trace.Guard!.HandedBack);
        Assert.Equal(30, trace.Guard.Images);
        Assert.All(trace.Guard.Attempts, a => Assert.InRange(a.Plain!.Points, 50, 70));
        Assert.StartsWith("The network is handed back as it came: on 30 clean images that no training saw, accuracy was ", trace.Notes[0]);
        Assert.Equal("done", trace.Notes[1]);
    }

    [Fact]
    public void A_second_attempt_with_frozen_statistics_is_kept_where_it_does_no_harm()
    {
        using var network = Trained();
        var trace = new Stub((n, _, context) =>
        {
            if (!context.FrozenStatistics) Destroy(n);
        }).Apply(network, Clean, new RunContext(1));

        Assert.False(trace.Guard!.HandedBack);
        Assert.Equal([(false, false), (true, true)], trace.Guard.Attempts.Select(a => (a.FrozenStatistics, a.Kept)));
        Assert.Null(trace.Guard.Sentence);
    }

    [Fact]
    public void Without_a_bound_nothing_is_held_out_and_nothing_judged()
    {
        using var network = Trained();
        var seen = 0;
        var trace = new Stub((n, images, _) =>
        {
            seen += images.Count;
            Destroy(n);
        }).Apply(network, Clean, new RunContext(1), new GuardOptions { MaxAccuracyLoss = AccuracyGuard.NoBound });

        Assert.Equal(150, seen);
        Assert.Null(trace.Guard);
        Assert.Equal(0, network.Fc.weight.abs().sum().ToDouble());
    }

    [Theory]
    [InlineData(150, 30)]
    [InlineData(2400, 480)]
    [InlineData(6000, 501)]
    public void A_fifth_and_at_most_about_500_images_are_held_out_class_by_class(int images, int held)
    {
        var all = ToyImages.Make(images, 0);
        var split = GuardedImages.Split(all, new GuardOptions(), seed: 1);
        Assert.Equal((images - held, held), (split.Fit.Count, split.HeldOut!.Count));
        Assert.Empty(split.Fit.OriginalIndices.Intersect(split.HeldOut.OriginalIndices));
        Assert.All(split.HeldOut.Labels.GroupBy(label => label), g => Assert.Equal(held / 3.0, g.Count(), 1.0));
    }

    /// <summary>What was learnt by heart is lost in any training; read mirrored, the images were never known.</summary>
    [Theory]
    [InlineData(14, 2, true)]
    [InlineData(2, 14, true)]
    [InlineData(14, 14, false)]
    public void A_loss_counts_where_it_shows_on_the_changed_images_too(double plain, double changed, bool kept) =>
        Assert.Equal(kept, new GuardedAttempt(false, new GuardedLoss(50, plain, 2, 7), new GuardedLoss(50, changed, 2, 7)).Kept);

    [Fact]
    public void The_standard_error_is_of_the_difference_image_by_image()
    {
        // 100 images: 10 lost, 2 won. Mean 0.08, mean square 0.12: variance 0.1136.
        bool[] before = [.. Enumerable.Range(0, 100).Select(i => i < 80)];
        bool[] after = [.. Enumerable.Range(0, 100).Select(i => i is >= 10 and < 82)];
        var loss = GuardedLoss.Of(before, after, 3);
        Assert.Equal((72, 8), (loss.After, Math.Round(loss.Points, 10)));
        Assert.Equal(100 * Math.Sqrt(0.1136 / 100), loss.StandardError, 10);
        Assert.Equal(3 + 2 * loss.StandardError, loss.Bound, 10);
        Assert.True(loss.Within);
        Assert.False(GuardedLoss.Of(before, after, 1).Within);
    }

    [Fact]
    public void Where_an_attempt_fails_the_network_is_as_it_was()
    {
        using var network = Trained();
        var before = Toys.Bytes(network);
        var defence = new Stub((n, _, _) =>
        {
            Destroy(n);
            throw new InvalidOperationException("no");
        });
        Assert.Throws<InvalidOperationException>(() => defence.Apply(network, Clean, new RunContext(1)));
        Assert.Equal(before, Toys.Bytes(network));
    }

    [Fact]
    public void Images_of_which_none_can_be_held_out_are_refused()
    {
        using var network = ToyImages.Network();
        Assert.Contains("no class has two images", Assert.Throws<DataException>(() => new FineTune().Apply(network, Clean.Subset([0, 1, 2]), new RunContext(1))).Message);
        Assert.Contains("MaxAccuracyLoss", Assert.Throws<ArgumentOutOfRangeException>(() => GuardedImages.Split(Clean, new GuardOptions { MaxAccuracyLoss = -1 }, seed: 1)).Message);
    }

    [Fact]
    public void Frozen_statistics_stay_through_fine_tuning()
    {
        using var network = Trained();
        var (mean, weight) = (Toys.Numbers(network.Bn1.running_mean!), Toys.Numbers(network.Fc.weight));
        new FineTune { Epochs = 1, Flip = false }.Attempt(network, Clean, new RunContext(1) { FrozenStatistics = true });
        Assert.Equal(mean, Toys.Numbers(network.Bn1.running_mean!));
        Assert.NotEqual(weight, Toys.Numbers(network.Fc.weight));
    }

    /// <summary>FMT with a learning rate that no network survives.</summary>
    [Fact]
    public void The_report_of_a_network_handed_back_says_so_first()
    {
        using var network = Trained();
        var before = Toys.Bytes(network);
        var report = network.DefendWithFmt(Clean, new DefenceOptions { Defence = FeatureMapTesting.Paper with { Epochs = 1, BatchSize = 16, ScoringImages = 15, LearningRate = 50 }, Controls = false, Evaluation = new Evaluation(ToyImages.Make(60, 9)) });

        Assert.Equal(before, Toys.Bytes(network));
        Assert.False(report.Changed);
        Assert.Equal(report.Before, report.After);
        Assert.Equal(VerdictFinding.HandedBack, Verdict.Of(report).Finding);
        Assert.StartsWith("The network is handed back as it came", Verdict.Of(report).Sentence);
        Assert.StartsWith("The network is handed back as it came", report.Notes[0]);
        Assert.All(report.Scores, s => Assert.Empty(s.Pruned));
        using var json = JsonDocument.Parse(JsonReport.ToJson(report));
        Assert.False(json.RootElement.GetProperty("repaired").GetBoolean());
        Assert.Equal(2, json.RootElement.GetProperty("guard").GetProperty("attempts").GetArrayLength());
    }

    /// <summary>The default on a network whose memory was falsified, with an injection beyond float32: only the attempt with batch statistics injects.</summary>
    [Fact]
    public void An_attempt_that_leaves_the_numbers_is_a_failed_one_and_the_next_may_be_kept()
    {
        using var network = Trained();
        using (torch.no_grad()) network.Bn1.running_mean![5] += 3;
        var recipe = Small with { InjectionWeight = 1e39 };
        var report = network.DefendWithFmt(Clean, new DefenceOptions { Defence = recipe, Controls = false });

        Assert.Equal([true, false], report.Guard!.Attempts.Select(a => a.Plain is null));
        Assert.Equal((false, UnlearningBranch.FrozenStatistics), (report.Guard.HandedBack, report.Unlearning!.Branch));
    }

    [Fact]
    public void Where_every_attempt_leaves_the_numbers_it_is_an_error_and_the_network_is_as_it_was()
    {
        using var network = Trained();
        using (torch.no_grad()) network.Bn1.running_mean![5] += 3;
        var before = Toys.Bytes(network);
        Assert.Throws<NetworkException>(() => network.DefendWithFmt(Clean, new DefenceOptions { Defence = Small with { Temperature = double.Epsilon }, Controls = false }));
        Assert.Equal(before, Toys.Bytes(network));
    }

    /// <summary>A repair that would cost more than no points at all is not kept; the words say what was done with it.</summary>
    [Fact]
    public void A_repair_handed_back_reads_as_one()
    {
        var guard = new AccuracyGuard(3, 500, 75.9, [new(false, new(15, 60.9, 2, 7), new(14, 58, 2, 7)), new(true, new(20.1, 55.8, 2, 7), new(19, 53, 2, 7))]);
        var report = SampleRepairs.Repaired with { Guard = guard, After = SampleRepairs.Repaired.Before, ReActivated = null, Unlearning = SampleRepairs.Repaired.Unlearning! with { Changed = false } };
        Assert.False(report.Changed);
        Assert.StartsWith(
            "The network is handed back as it came: on 500 clean images that no training saw, accuracy was 75.9 % and 15.0 % after the defence, 20.1 % after one more attempt with frozen statistics; 3 points and two standard errors of that measurement may be lost.",
            Verdict.Of(report).Sentence);
        Assert.Contains("put back as it came", UnlearningWords.Branch(report.Unlearning!));
        Assert.Contains("500 were held out", string.Join(" ", UnlearningWords.Next(report)));
        Assert.Contains(Measured.Rows(report), row => row.Name == "After (handed back as it came)");
    }

    private static readonly PerturbationUnlearning Small = new() { Ascents = 2, AscentImages = 16, StepImages = 16, UnlearningEpochs = 2, BatchSize = 32, UsedShare = 0 };
}
