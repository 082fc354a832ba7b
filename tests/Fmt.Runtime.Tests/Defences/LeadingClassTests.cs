using System.Collections.Immutable;
using System.Linq;
using Fmt.Defences;
using Xunit;

namespace Fmt.Tests.Defences;

public sealed class LeadingClassTests
{
    private static LeadingClass? Of(params (int Class, double Before, double? Cosine)[] found) =>
        LeadingClass.Of([.. found.Select(f => new PerturbationFinding("p", f.Class, f.Before, 0, f.Cosine))]);

    [Fact]
    public void Votes_are_weighted_by_the_cosine()
    {
        // 0.9 + 0.6 of 0.9 + 0.6 + 0.5 = 75 %.
        var lead = Of((8, 90, 0.9), (8, 40, 0.6), (3, 95, 0.5))!;

        Assert.Equal((8, 2, 3), (lead.Class, lead.Leading, lead.Perturbations));
        Assert.Equal(75, lead.Share, 1e-9);
        Assert.True(lead.Agreed);
    }

    [Fact]
    public void One_with_a_large_cosine_outweighs_two()
    {
        var lead = Of((8, 90, 0.9), (3, 90, 0.2), (3, 90, 0.1))!;

        Assert.Equal((8, 1), (lead.Class, lead.Leading));
        Assert.Equal(75, lead.Share, 1e-9);
    }

    [Fact]
    public void Half_is_no_agreement_and_of_equals_the_lower_class_stands()
    {
        var lead = Of((7, 90, 0.4), (2, 90, 0.4))!;

        Assert.Equal(2, lead.Class);
        Assert.Equal(50, lead.Share, 1e-9);
        Assert.False(lead.Agreed);
    }

    [Fact]
    public void One_that_leads_nowhere_has_no_vote_but_keeps_its_weight()
    {
        Assert.Equal(50, Of((8, 20, 0.5), (8, 19.9, 0.5))!.Share, 1e-9);
        Assert.Equal(1, Of((8, 20, 0.5), (8, 19.9, 0.5))!.Leading);
    }

    [Fact]
    public void Without_batch_norm_each_counts_the_same() => Assert.Equal(100.0 * 2 / 3, Of((1, 50, null), (1, 30, null), (0, 50, null))!.Share, 1e-9);

    [Fact]
    public void Against_the_direction_is_no_vote()
    {
        Assert.Equal(100, Of((1, 50, -0.9), (4, 30, 0.1))!.Share, 1e-9);
        Assert.Null(Of((1, 50, -0.9)));
        Assert.Null(Of((1, 50, double.NaN)));
        Assert.Null(Of((1, 10, 0.9)));
        Assert.Null(LeadingClass.Of(ImmutableArray<PerturbationFinding>.Empty));
    }
}
