using System.Linq;
using Fmt.Attacks;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Files;
using Fmt.Metrics;
using Fmt.Scores;
using Fmt.Tests.Defences;
using Fmt.Tests.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Scores;

/// <summary>Scores that read maps: fine-pruning's activation, TAC, FMT.</summary>
public sealed class ActivationTests
{
    [Fact]
    public void Fine_pruning_reads_the_positive_part_behind_the_batch_norm()
    {
        using var scope = torch.NewDisposeScope();
        using var network = ToyImages.Network();
        network.eval();
        var clean = ToyImages.Make(200, 0);
        var table = new FinePruningScore { Images = 200 }.Score(network, clean, ScoreData.Context());
        var x = ScoreData.Tensor(clean);
        var first = network.Bn1.call(network.Conv1.call(x)).relu();
        var second = network.Conv2.call(torch.nn.functional.max_pool2d(first, 2)).relu();
        foreach (var (maps, place) in new[] { first, second }.Zip(table.Places))
            Support.AssertClose(-maps.mean([0, 2, 3]).to(torch.float64), torch.tensor(place.Values.ToArray()));
        Assert.Equal(["conv1", "conv2"], table.Places.Select(p => p.Place));
    }

    [Fact]
    public void The_change_of_a_planted_map_is_known()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new PlantedNet();
        using (torch.no_grad())
        {
            network.Conv.weight.zero_();
            network.Conv.weight[7, 0, 1, 1] = torch.tensor(3f);
        }

        // Grey images of byte 51 = .2; the trigger makes four pixels white that the filter's middle sees.
        var test = new ImageSet([.. Enumerable.Repeat((byte)51, 40 * 64)], [.. Enumerable.Range(0, 40).Select(i => i % 2)], 1, 8, 8, 2);
        var evaluation = new Evaluation(test, Trigger.Rectangle(3, 3, 2, 2, [255], 1, 8, 8), new AllToOne(0));
        var table = new TacScore(evaluation).Score(network, test, ScoreData.Context());
        var values = table.Places.Single().Values;
        // sqrt(4 * (3 * .8)^2) / sqrt(6 * 6)
        Assert.Equal(0.8, values[7], 1e-5);
        Assert.All(values.Where((_, c) => c != 7), v => Assert.Equal(0, v));
        // The 20 images of class 0 are the target's already; each other is run with and without trigger.
        Assert.Equal(40, table.Passes.Forward);
        Assert.True(table.Oracle);
        Assert.Contains("Oracle", table.Title);
    }

    [Fact]
    public void Without_a_trigger_there_is_no_oracle()
    {
        using var network = new PlantedNet();
        var test = ToyImages.Make(9, 0);
        var error = Assert.Throws<DataException>(() => new TacScore(new Evaluation(test)).Score(network, test, ScoreData.Context()));
        Assert.Contains("trigger", error.Message);
    }

    [Fact]
    public void Fmt_is_the_adversarial_test_and_its_margin_agrees_with_the_count()
    {
        using var network = ToyImages.Network();
        var clean = ToyImages.Make(60, 0);
        var context = ScoreData.Context();
        var counts = new FmtScore { Eps = 8 / 255.0, Images = 60 }.Score(network, clean, context);
        var margins = new FmtScore { Measure = FmtMeasure.Margin, Eps = 8 / 255.0, Images = 60 }.Score(network, clean, context);
        Assert.Equal([64, 8], counts.Places.Select(p => p.Values.Length));
        // 72 maps forward and backward, and two passes for all of them.
        Assert.Equal(new PassCount(60 * 74, 60 * 72), counts.Passes);
        Assert.Equal(60 * 74 * 2, context.Passes.Count.Forward);
        foreach (var (count, margin) in counts.Places.SelectMany(p => p.Values).Zip(margins.Places.SelectMany(p => p.Values)))
        {
            Assert.InRange(count, 0, 60);
            // All right means all margins below zero, all wrong above.
            if (count == 0) Assert.True(margin < 0);
            if (count == 60) Assert.True(margin > 0);
        }
    }
}
