using System;
using System.Linq;
using Fmt.Engine;
using Fmt.Scores;
using Fmt.Tests.Modules;
using Xunit;

namespace Fmt.Tests.Scores;

/// <summary>Rank averages and coverage.</summary>
public sealed class CompositionTests
{
    [Fact]
    public void Ranks_are_averaged_within_a_place_and_equal_scores_share_theirs()
    {
        var a = Table("A", ("x", [1, 5, 5, 9]), ("y", [1, 2]));
        var b = Table("B", ("x", [40, 30, 20, 10])) with { Oracle = true };
        var both = RankAverage.Of(a, b);
        // Ranks 1, 2.5, 2.5, 4 and 4, 3, 2, 1; b does not speak about y.
        Assert.Equal([2.5 / 4, 2.75 / 4, 2.25 / 4, 2.5 / 4], Assert.Single(both.Places).Values.ToArray());
        Assert.Equal((true, new PassCount(6, 8), 1.0), (both.Oracle, both.Passes, both.Seconds));
        Assert.Equal(["A; B"], [both.Read]);
        Assert.Throws<ArgumentException>(() => RankAverage.Of());
    }

    [Fact]
    public void A_rank_average_of_scores_is_that_of_their_tables()
    {
        using var network = Support.Make(nameof(ResidualNet));
        var clean = ScoreData.Colour(20);
        IFeatureMapScore[] parts = [new ClpScore(), new ShiftScore()];
        var expected = RankAverage.Of([.. parts.Select(p => p.Score(network, clean, ScoreData.Context()))]);
        var score = new RankAverage([.. parts]);
        var table = score.Score(network, clean, ScoreData.Context());
        Assert.Equal("Rank average of CLP, BN shift", score.Name);
        Assert.Equal(expected.Places.Select(p => string.Join(' ', p.Values)), table.Places.Select(p => string.Join(' ', p.Values)));
    }

    [Fact]
    public void Coverage_of_a_score_with_itself_is_one_and_of_its_reverse_none()
    {
        var up = Table("Up", ("x", [.. Enumerable.Range(1, 20).Select(i => (double)i)]), ("y", [.. Enumerable.Range(1, 10).Select(i => i * i * 1.0)]));
        var down = Table("Down", ("x", [.. Enumerable.Range(1, 20).Select(i => (double)-i)]), ("y", [.. Enumerable.Range(1, 10).Select(i => -i * 1.0)]));
        foreach (var share in new[] { 0.01, 0.1, 0.3, 0.5 })
        {
            var self = Coverage.Of(up, up, share);
            Assert.All(self.Places, p => Assert.Equal((1.0, 1.0), (p.Share, Math.Round(p.Correlation, 9))));
            Assert.Equal(1, self.Global);
            var none = Coverage.Of(down, up, share);
            Assert.All(none.Places, p => Assert.Equal((0.0, -1.0), (p.Share, Math.Round(p.Correlation, 9))));
        }
    }

    [Fact]
    public void Coverage_counts_the_maps_in_common()
    {
        var tac = Table("TAC", ("x", [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]), ("only tac", [1, 2])) with { Oracle = true };
        var score = Table("S", ("only s", [1, 2]), ("x", [0, 9, 8, 1, 7, 1, 1, 1, 1, 1]));
        var coverage = Assert.Single(Coverage.Compare([score], tac, 0.3));
        var place = Assert.Single(coverage.Places);
        // Tops {0,1,2} and {1,2,4}.
        Assert.Equal(("x", 10, 3, 2, 2 / 3.0), (place.Place, place.Maps, place.Count, place.Hits, place.Share));
        Assert.Equal(2 / 3.0, coverage.Global);
        Assert.Equal("TAC (Oracle)", Coverage.Of(tac, tac, 0.3).Score);
        Assert.Throws<ArgumentOutOfRangeException>(() => Coverage.Of(score, tac, 0));
    }

    [Fact]
    public void Spearmans_correlation_with_ties_is_pearsons_of_the_shared_ranks()
    {
        // Ranks 1..5 and 1, 2, 3.5, 5, 3.5: covariance 8 over sqrt(10 * 9.5).
        Assert.Equal(8 / Math.Sqrt(95), Ranking.Correlation([1, 2, 3, 4, 5], [5, 6, 7, 8, 7]), 1e-12);
        Assert.Equal(0, Ranking.Correlation([1, 1, 1], [1, 2, 3]));
    }

    internal static ScoreTable Table(string name, params (string Place, double[] Values)[] places) =>
        new(name, [.. places.Select(p => new PlaceScores(p.Place, 4, 4, [.. p.Values]))], name, false, new PassCount(3, 4), 0.5);
}
