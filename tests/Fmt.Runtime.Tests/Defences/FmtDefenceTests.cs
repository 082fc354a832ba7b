using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Defences;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Modules;
using Fmt.Reports;
using Fmt.Weights;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Defences;

public sealed class FmtDefenceTests
{
    private static readonly FeatureMapTesting Method = FeatureMapTesting.Paper with { Epochs = 2, BatchSize = 32, ScoringImages = 30, Crop = 1, LearningRate = 0.05 };
    private static readonly DefenceOptions Quick = new() { Defence = Method, Guard = new() { MaxAccuracyLoss = AccuracyGuard.NoBound, AnyAccuracy = true } };

    private static Evaluation Attack(ImageSet test) => new(test, Trigger.Rectangle(6, 6, 2, 2, [255], 1, 8, 8), new AllToOne(0));

    [Fact]
    public void Pruned_maps_stay_exactly_zero_in_weights_and_output_through_fine_tuning()
    {
        using var network = ToyImages.Network();
        var report = network.DefendWithFmt(ToyImages.Make(90, 0), Quick with { Evaluation = Attack(ToyImages.Make(60, 9)) });
        var pruned = Assert.Single(report.Scores.Single(s => s.Layer == "conv1").Pruned);
        Assert.Empty(report.Scores.Single(s => s.Layer == "conv2").Pruned);
        using var scope = torch.NewDisposeScope();
        foreach (var name in new[] { "conv1.weight", "conv1.bias", "bn1.weight", "bn1.bias" })
        {
            var rows = network.StateTensor(name).flatten(1 < network.StateTensor(name).dim() ? 1 : 0).abs();
            var zero = Enumerable.Range(0, 64).Where(c => rows[c].sum().ToDouble() == 0);
            Assert.Equal([pruned], zero);
        }

        Assert.Equal([pruned], network.Maps.Conv1.Mask.Masked);
        Assert.NotEqual(0, network.Conv2.weight.abs().min().ToDouble());
    }

    [Fact]
    public void The_report_holds_every_figure_and_the_controls()
    {
        using var network = ToyImages.Network();
        var report = network.DefendWithFmt(ToyImages.Make(90, 0), Quick with { Evaluation = Attack(ToyImages.Make(60, 9)), Seed = 4 });
        Assert.Equal(("ToyNet", "FMT (paper)", 4, "cpu"), (report.Network, report.Method, report.Seed, report.Device));
        Assert.Equal(["conv1", "conv2"], report.Scores.Select(s => s.Layer));
        Assert.Equal([64, 8], report.Scores.Select(s => s.Channels));
        Assert.All(report.Scores, s => Assert.All(s.Mispredicted, m => Assert.InRange(m, 0, 30)));
        Assert.Equal(2, report.FineTuning.Length);
        Assert.Equal(0.05, report.FineTuning[0].LearningRate, 1e-9);
        Assert.Equal(1e-4 + (0.05 - 1e-4) / 2, report.FineTuning[1].LearningRate, 1e-9);
        Assert.NotNull(report.Controls?.Random);
        Assert.NotNull(report.PrunedOnly);
        Assert.All(new[] { report.Before, report.PrunedOnly, report.After, report.Controls.FinetuneOnly, report.Controls.Random }, r =>
        {
            Assert.InRange(r.Acc, 0, 100);
            Assert.InRange(r.Asr!.Value + r.Ra!.Value, 0, 100.0001);
        });
        Assert.Equal(2, report.Examples.Length);
        Assert.Contains(report.Notes, n => n.Contains("fewer than 64 maps"));
        Assert.Contains(report.Settings, s => s is { Name: "Eps", Value: "1/255", Origin: "paper" });
    }

    [Fact]
    public void One_seed_gives_one_result_whatever_the_callers_threads()
    {
        string Run(int seed, int threads)
        {
            var before = torch.get_num_threads();
            torch.set_num_threads(threads);
            using var network = ToyImages.Network();
            var report = network.DefendWithFmt(ToyImages.Make(90, 0), Quick with { Evaluation = Attack(ToyImages.Make(60, 9)), Seed = seed });
            torch.set_num_threads(before);
            var weights = string.Concat(network.StateEntries.Select(e => Convert.ToHexString(CheckpointTensor.Of(e.Name, network.StateTensor(e.Name)).Data.Span)));
            return JsonReport.ToJson(report with { Seconds = new StageSeconds(0, 0, 0, 0) }) + weights;
        }

        var first = Run(3, 2);
        Assert.Equal(first, Run(3, 1));
        Assert.NotEqual(first, Run(4, 2));
    }

    [Fact]
    public void Cancelled_in_any_stage_the_network_is_as_it_was()
    {
        foreach (var stage in new[] { "measuring as it came", "testing every feature map", "fine-tuning" })
        {
            using var network = ToyImages.Network();
            network.train();
            var before = Bytes(network);
            using var stop = new CancellationTokenSource();
            Assert.ThrowsAny<OperationCanceledException>(() => network.DefendWithFmt(ToyImages.Make(90, 0), Quick, new Told(p =>
            {
                if (p.Words == stage) stop.Cancel();
            }), stop.Token));
            Assert.Equal(before, Bytes(network));
            Assert.True(network.training);
            Assert.All(network.AllMaps, m => Assert.Equal(0, m.Mask.Count));
        }
    }

    [Fact]
    public async Task The_asynchronous_call_gives_the_same_result()
    {
        using var a = ToyImages.Network();
        using var b = ToyImages.Network();
        var one = a.DefendWithFmt(ToyImages.Make(90, 0), Quick);
        var two = await b.DefendWithFmtAsync(ToyImages.Make(90, 0), Quick);
        Assert.Equal(one.After, two.After);
        Assert.Equal(Bytes(a), Bytes(b));
    }

    [Fact]
    public void Progress_never_runs_backwards_and_ends_at_its_total()
    {
        using var network = ToyImages.Network();
        var last = new Dictionary<string, DefenceProgress>();
        var gate = new object();
        _ = network.DefendWithFmt(ToyImages.Make(90, 0), Quick, new Told(p =>
        {
            lock (gate)
            {
                Assert.True(!last.TryGetValue(p.Words, out var seen) || (p.Done >= seen.Done && p.Total == seen.Total));
                last[p.Words] = p;
            }
        }));
        Assert.Equal(
            ["control: fine-tuning only", "control: random pruning", "fine-tuning", "measuring as it came", "measuring the control: fine-tuning only", "measuring the control: random pruning", "measuring the defended network", "measuring the pruned network", "testing every feature map"],
            last.Keys.Order());
        Assert.All(last.Values, p => Assert.Equal(p.Total, p.Done));
    }

    [Fact]
    public void A_ranking_of_ties_is_said_to_be_one()
    {
        using var network = ToyImages.Network();
        using (torch.no_grad()) network.Fc.weight.zero_();
        var report = network.DefendWithFmt(ToyImages.Make(90, 0), Quick with { Defence = Method with { Epochs = 0 } });
        Assert.True(report.Scores[0].AllTied);
        Assert.Equal(0, Assert.Single(report.Scores[0].Pruned));
        Assert.Contains(report.Notes, n => n.Contains("every map has the same score") && n.Contains("conv1"));
    }

    [Fact]
    public void Without_a_trigger_nothing_is_said_about_one()
    {
        using var network = ToyImages.Network();
        var report = network.DefendWithFmt(ToyImages.Make(90, 0), Quick with { Evaluation = new Evaluation(ToyImages.Make(60, 9)), Controls = false });
        Assert.Null(report.After.Asr);
        Assert.Null(report.Controls);
        Assert.Contains(report.Notes, n => n.Contains("No trigger is known"));
        Assert.All(report.Examples, e => Assert.Empty(e.Triggered));
    }

    [Fact]
    public void Images_that_do_not_fit_and_classes_without_images_are_refused_and_nothing_changes()
    {
        using var network = ToyImages.Network();
        var before = Bytes(network);
        var wide = new ImageSet([.. new byte[100]], [0], 1, 10, 10, 3);
        Assert.Contains("1x10x10", Assert.Throws<DataException>(() => network.DefendWithFmt(wide, Quick)).Message);
        var set = ToyImages.Make(90, 0);
        var partial = set.Subset([.. Enumerable.Range(0, 90).Where(i => set.Labels[i] != 1)]);
        Assert.Contains("class 1", Assert.Throws<DataException>(() => network.DefendWithFmt(partial, Quick)).Message);
        var trigger = Quick with { Evaluation = new Evaluation(set, Trigger.Rectangle(0, 0, 1, 1, [255], 1, 8, 8), new AllToOne(7)) };
        Assert.Throws<DataException>(() => network.DefendWithFmt(set, trigger));
        Assert.Equal(before, Bytes(network));
    }

    [Theory]
    [InlineData(nameof(FeatureMapTesting.Eps))]
    [InlineData(nameof(FeatureMapTesting.Alpha))]
    [InlineData(nameof(FeatureMapTesting.PruningDivisor))]
    [InlineData(nameof(FeatureMapTesting.BatchSize))]
    public void An_option_out_of_range_is_named(string option)
    {
        var method = option switch
        {
            nameof(FeatureMapTesting.Eps) => Method with { Eps = 1.5 },
            nameof(FeatureMapTesting.Alpha) => Method with { Alpha = 0 },
            nameof(FeatureMapTesting.PruningDivisor) => Method with { PruningDivisor = 0 },
            _ => Method with { BatchSize = 0 },
        };
        using var network = ToyImages.Network();
        Assert.Contains(option, Assert.Throws<ArgumentOutOfRangeException>(() => network.DefendWithFmt(ToyImages.Make(90, 0), Quick with { Defence = method })).Message);
    }

    [Fact]
    public void At_least_one_map_per_layer_where_asked_for()
    {
        using var network = ToyImages.Network();
        var report = network.DefendWithFmt(ToyImages.Make(90, 0), Quick with { Defence = Method with { MinOnePerLayer = true, Epochs = 0 } });
        Assert.All(report.Scores, s => Assert.Single(s.Pruned));
    }

    [Fact]
    public void The_repaired_weights_load_into_a_new_network_and_answer_the_same()
    {
        using var folder = new TemporaryFolder();
        using var network = ToyImages.Network();
        var set = ToyImages.Make(90, 0);
        _ = network.DefendWithFmt(set, Quick);
        network.Save(folder.File("repaired.safetensors"));
        using var again = ToyNet.FromFile(folder.File("repaired.safetensors"));
        again.eval();
        using var scope = torch.NewDisposeScope();
        using var noGrad = torch.no_grad();
        var images = set.Images([0, 1, 2, 3]);
        // No masks here: the pruning is in the weights.
        Assert.True(again.forward(images).allclose(network.forward(images), 1e-5, 1e-6));
    }

    private static string Bytes(NetworkModule network) =>
        string.Concat(network.StateEntries.Select(e => Convert.ToHexString(CheckpointTensor.Of(e.Name, network.StateTensor(e.Name)).Data.Span)));

    private sealed class Told(Action<DefenceProgress> tell) : IProgress<DefenceProgress>
    {
        public void Report(DefenceProgress value) => tell(value);
    }
}
