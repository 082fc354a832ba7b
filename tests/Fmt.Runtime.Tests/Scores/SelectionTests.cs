using System;
using System.Linq;
using Fmt.Metrics;
using Fmt.Scores;
using Fmt.Tests.Defences;
using Fmt.Tests.Modules;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Scores;

public sealed class SelectionTests
{
    [Fact]
    public void The_rules_by_hand()
    {
        var table = CompositionTests.Table("S", ("x", [.. Enumerable.Range(0, 20).Select(i => i == 7 ? 50.0 : i == 3 ? 2.0 : 1.0)]), ("y", [1, 2, 3]));
        Assert.Equal("x: 3 7; y: 2", Text(SelectionRule.PerLayer(table, 0.1)));
        Assert.Equal("x: 0 3 7; y: 2", Text(SelectionRule.Divisor(CompositionTests.Table("S", ("x", [.. table.Places[0].Values.Take(15)]), ("y", [1, 2, 3, 0, 0])), 5)));
        Assert.Equal("x: 7", Text(SelectionRule.Outliers(table)));
        // The largest z of three values is 2/sqrt(3).
        Assert.Equal("x: 7; y: 2", Text(SelectionRule.Outliers(table, 0.9)));
        Assert.Equal("x: 7; y: 2", Text(SelectionRule.AtLeast(table, 2.5)));
        Assert.Equal("x: 7; y: 2", Text(SelectionRule.Global(table, 2, GlobalScale.Raw)));
        // log 50 and log 2 stand 4.2 and .6 deviations above the rest; log 3 stands .9 above those of 1, 2, 3.
        Assert.Equal("x: 7; y: 2", Text(SelectionRule.Global(table, 2)));
        Assert.Equal("x: 7", Text(SelectionRule.Global(table, 1)));
        Assert.Throws<ArgumentException>(() => SelectionRule.Global(CompositionTests.Table("S", ("x", [-1, 2])), 1));
    }

    [Fact]
    public void No_place_loses_all_its_maps_and_an_oracle_says_so()
    {
        var table = CompositionTests.Table("TAC", ("x", [3, 2, 1])) with { Oracle = true };
        Assert.Equal("x: 0 1", Text(SelectionRule.PerLayer(table, 1)));
        Assert.StartsWith("Oracle: TAC", SelectionRule.Global(table, 1).ToString());
        Assert.DoesNotContain("Oracle", SelectionRule.Global(table with { Oracle = false }, 1).ToString());
    }

    [Fact]
    public void Pruned_maps_are_zero_behind_their_batch_norm_or_give_its_shift()
    {
        using var scope = torch.NewDisposeScope();
        using var network = (ResidualNet)Support.Make(nameof(ResidualNet));
        var norm = network.AllNorms[2];
        var selection = new MapSelection("by hand", false, [new(norm.Site.Producer!, [1, 3])]);
        torch.Tensor? given = null;
        using var hook = norm.Observe(t => given = t.clone());
        using var copy = network.Copy();
        selection.Apply(network, MaskKind.KeepShift);
        network.call(Support.Images());
        Support.AssertClose(norm.Layer.bias![3].expand(2, 8, 8), given!.select(1, 3));
        network.TakeFrom(copy);
        selection.Apply(network);
        network.call(Support.Images());
        Assert.Equal([0, 0], new[] { 1, 3 }.Select(c => given!.select(1, c).abs().max().ToDouble()));
        Assert.NotEqual(0, given!.select(1, 0).abs().max().ToDouble());
        Assert.Equal([1, 3], network.AllMaps.Single(m => m.Site.Name == norm.Site.Producer).Mask.Masked);
    }

    [Fact]
    public void A_channel_of_a_sum_is_filled_and_a_map_with_two_readers_is_zero_for_both()
    {
        using var scope = torch.NewDisposeScope();
        using var network = new PreActivationNet();
        network.eval();
        using (torch.no_grad())
        {
            network.Norm1.bias!.fill_(0.5);
            network.Norm2.bias!.fill_(0.25);
        }

        torch.Tensor? map = null, sum = null;
        using var first = network.AllNorms[0].Observe(t => map = t.clone());
        using var second = network.AllNorms[1].Observe(t => sum = t.clone());
        new MapSelection("by hand", false, [new("conv1", [2]), new("norm2", [0])]).Apply(network);
        network.call(Support.Images());
        Assert.Equal(0, map!.select(1, 2).abs().max().ToDouble());
        Support.AssertClose(torch.full([2, 8, 8], 0.25f), sum!.select(1, 0));
    }

    [Fact]
    public void Places_and_channels_that_are_not_there_change_nothing()
    {
        using var network = ToyImages.Network();
        Assert.Contains("conv1", Assert.Throws<ArgumentException>(() => new MapSelection("", false, [new("conv1", [0]), new("bn1", [0])]).Apply(network)).Message);
        Assert.Contains("0 to 7", Assert.Throws<ArgumentException>(() => new MapSelection("", false, [new("conv1", [0]), new("conv2", [8])]).Apply(network)).Message);
        Assert.Equal(0, network.Maps.Conv1.Mask.Count);
    }

    [Fact]
    public void Held_out_images_are_a_share_of_every_class()
    {
        var clean = ToyImages.Make(90, 0);
        var (fit, held) = HeldOut.Split(clean, 0.2, 3);
        Assert.Equal([6, 6, 6], held.CountPerClass().ToArray());
        Assert.Equal([24, 24, 24], fit.CountPerClass().ToArray());
        string[] Keys(Fmt.Data.ImageSet set) => [.. Enumerable.Range(0, set.Count).Select(i => Convert.ToHexString(set.Pixels(i)))];
        Assert.Equal(Keys(clean).Order(), Keys(fit).Concat(Keys(held)).Order());
        Assert.NotEqual(Keys(held), Keys(HeldOut.Split(clean, 0.2, 4).HeldOut));
    }

    [Fact]
    public void The_largest_share_within_the_bound_is_the_last_that_keeps_it()
    {
        using var network = UnlearningTests.Trained();
        var held = ToyImages.Make(90, 5);
        var context = ScoreData.Context();
        // The most active maps first: pruning them hurts.
        var table = new FinePruningScore().Score(network, held, context);
        table = table with { Places = [.. table.Places.Select(p => p with { Values = [.. p.Values.Select(v => -v)] })] };
        var all = BoundedShare.Largest(network, table, held, context, bound: 100, giveUp: 100);
        Assert.Equal(BoundedShare.Grid, all.Trials.Select(t => t.Share));
        Assert.Equal(0.3, all.Share);
        // Two stages of 8x8 and 4x4: the second is the last.
        Assert.Equal(["conv2"], all.Selection.Places.Select(p => p.Place));
        Assert.Equal(0, network.Maps.Conv2.Mask.Count);
        foreach (var trial in all.Trials.Where(t => t.Share is 0.02 or 0.3))
        {
            using var copy = network.Copy();
            SelectionRule.PerLayer(table.LastStage(), trial.Share).Apply(copy);
            Assert.Equal(Measurement.Run(copy, new Evaluation(held)).Acc, trial.Accuracy);
        }

        var bound = all.AccuracyBefore - all.Trials.Max(t => t.Accuracy);
        var least = BoundedShare.Largest(network, table, held, context, bound, giveUp: 100);
        Assert.Equal(all.Trials.Last(t => t.Accuracy == all.Trials.Max(u => u.Accuracy)).Share, least.Share);
        var none = BoundedShare.Largest(network, table, held, context, bound - 1e-6, giveUp: 100);
        Assert.Equal((null, 0), (none.Share, none.Selection.Count));
    }

    private static string Text(MapSelection selection) => string.Join("; ", selection.Places.Select(p => $"{p.Place}: {string.Join(' ', p.Channels)}"));
}
