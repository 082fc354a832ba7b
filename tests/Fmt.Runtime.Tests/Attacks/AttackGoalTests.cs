using System;
using System.Linq;
using Fmt.Attacks;
using Xunit;

namespace Fmt.Tests.Attacks;

public class AttackGoalTests
{
    [Fact]
    public void All_to_one_changes_every_label_but_the_target()
    {
        var goal = new AllToOne(2);
        Assert.Equal([2, 2, 2, 2], Enumerable.Range(0, 4).Select(y => goal.Apply(y, 4)));
        Assert.Equal([true, true, false, true], Enumerable.Range(0, 4).Select(y => goal.Changes(y, 4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => goal.Apply(0, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new AllToOne(-1));
    }

    [Theory]
    [InlineData(1, new[] { 1, 2, 3, 0 })]
    [InlineData(-1, new[] { 3, 0, 1, 2 })]
    [InlineData(5, new[] { 1, 2, 3, 0 })]
    [InlineData(int.MaxValue, new[] { 3, 0, 1, 2 })]
    public void All_to_all_shifts_round(int shift, int[] expected) =>
        Assert.Equal(expected, Enumerable.Range(0, 4).Select(y => new AllToAll(shift).Apply(y, 4)));

    [Fact]
    public void Source_specific_changes_one_label_only()
    {
        var goal = new SourceSpecific(1, 3);
        Assert.Equal([0, 3, 2, 3], Enumerable.Range(0, 4).Select(y => goal.Apply(y, 4)));
        Assert.Equal([false, true, false, false], Enumerable.Range(0, 4).Select(y => goal.Changes(y, 4)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SourceSpecific(2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SourceSpecific(-1, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SourceSpecific(1, -2));
    }

    [Fact]
    public void A_full_turn_changes_nothing() => Assert.False(new AllToAll(4).Changes(1, 4));
}
