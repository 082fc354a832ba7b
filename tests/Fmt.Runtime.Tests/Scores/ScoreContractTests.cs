using System.Linq;
using Fmt.Attacks;
using Fmt.Metrics;
using Fmt.Scores;
using Fmt.Tests.Modules;
using Xunit;

namespace Fmt.Tests.Scores;

/// <summary>What holds for every score.</summary>
public sealed class ScoreContractTests
{
    public static TheoryData<string> Names => [.. All.Select(s => s.Name)];

    private static IFeatureMapScore[] All
    {
        get
        {
            var test = ScoreData.Colour(30, 9);
            var quick = new Unlearning { Epochs = 2 };
            return
            [
                new FmtScore { Images = 10 }, new FmtScore { Measure = FmtMeasure.Margin, Images = 10 }, new ShiftScore(), new ShiftScore { Dropout = true }, new ReplayScore(), new ClpScore(),
                new FinePruningScore(), new RnpScore(Plan: quick, Recovery: new MaskRecovery { Epochs = 2 }), new NwcScore(Plan: quick),
                new TacScore(new Evaluation(test, Trigger.Rectangle(0, 0, 2, 2, [255, 0, 0], 3, 8, 8), new AllToOne(1))),
                new RankAverage([new ClpScore(), new ShiftScore()]),
            ];
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void One_seed_gives_one_table_and_weights_masks_mode_and_memory_are_left_alone(string name)
    {
        using var network = new PreActivationNet();
        network.train();
        network.AllMaps[1].Mask[2] = true;
        var score = All.Single(s => s.Name == name);
        var clean = ScoreData.Colour(30);
        using var copy = network.Copy();
        var first = score.Score(network, clean, ScoreData.Context(7));
        // TorchSharp goes on counting a few tensors of every network made and disposed; a score makes two copies at most.
        var alive = Support.Alive;
        for (var i = 0; i < 2; i++)
            using (network.Copy()) { }
        var allowed = Support.Alive - alive;
        alive = Support.Alive;
        var context = ScoreData.Context(7);
        var second = score.Score(network, clean, context);
        Assert.InRange(Support.Alive - alive, 0, allowed);

        Assert.Equal(Text(first), Text(second));
        Assert.NotEmpty(second.Places);
        Assert.All(second.Places.SelectMany(p => p.Values), v => Assert.True(double.IsFinite(v)));
        Assert.Equal(second.Passes, context.Passes.Count);
        foreach (var place in second.Places)
        {
            Assert.Contains(place.Place, new[] { "conv1", "conv2", "norm2" });
            Assert.Equal((4, 8, 8), (place.Values.Length, place.Height, place.Width));
        }

        Assert.True(network.training);
        Assert.Equal([2], network.AllMaps[1].Mask.Masked);
        foreach (var entry in network.StateEntries) Support.AssertSame(copy.StateTensor(entry.Name), network.StateTensor(entry.Name), entry.Name);
        Assert.All(network.parameters(), p => Assert.True(p.requires_grad));
        Assert.All(network.AllNorms, n => Assert.True(n.Layer.training));
    }

    private static string Text(ScoreTable table) => string.Join(';', table.Places.Select(p => p.Place + string.Join(' ', p.Values.Select(v => v.ToString("R", null)))));
}
