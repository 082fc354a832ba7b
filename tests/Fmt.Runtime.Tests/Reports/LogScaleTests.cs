using System;
using System.Linq;
using Fmt.Reports.Html;
using Xunit;

namespace Fmt.Tests.Reports;

public sealed class LogScaleTests
{
    [Fact]
    public void Whole_decades_hold_the_values()
    {
        var scale = LogScale.Around([0.0004, 0.02, 0, double.NaN, 0.48]);

        Assert.Equal([1e-4, 1e-3, 1e-2, 1e-1, 1], scale.Ticks.Select(tick => Math.Round(tick, 9)));
        Assert.Equal(0.5, scale.Share(0.01), 1e-12);
        Assert.Equal(0.75, scale.Share(0.1), 1e-12);
    }

    [Fact]
    public void What_cannot_be_placed_lies_at_the_left_edge_and_nothing_lies_outside()
    {
        var scale = LogScale.Around([0.01, 1e-20]);

        Assert.Equal(1e-4, scale.Ticks[0], 1e-12);
        Assert.Equal([0, 0, 0, 0, 1], [scale.Share(0), scale.Share(-1), scale.Share(double.NaN), scale.Share(1e-20), scale.Share(100)]);
        Assert.Equal(1, LogScale.Around([]).Ticks[^1]);
        Assert.Equal(2, LogScale.Around([0.1]).Ticks.Length);
    }
}
