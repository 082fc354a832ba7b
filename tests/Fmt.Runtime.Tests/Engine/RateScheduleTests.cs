using System;
using System.Linq;
using Fmt.Engine;
using Xunit;

namespace Fmt.Tests.Engine;

public sealed class RateScheduleTests
{
    // Two epochs of four steps.
    private static double[] Of(RateSchedule rates) => [.. Enumerable.Range(0, 8).Select(s => rates(new TrainingMoment(s / 4, 2, s, 8)))];

    [Fact]
    public void A_cosine_by_step_falls_from_the_first_rate_and_never_quite_reaches_the_last()
    {
        var rates = Of(RateSchedules.CosineByStep(1, 0));
        Assert.Equal([1, Cos(1), (2 + Math.Sqrt(2)) / 4, Cos(3), 0.5, Cos(5), (2 - Math.Sqrt(2)) / 4, Cos(7)], rates, (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal(0.3, Of(RateSchedules.CosineByStep(0.5, 0.1))[4], 1e-12);

        static double Cos(int step) => Math.Pow(Math.Cos(Math.PI * step / 16), 2);
    }

    [Fact]
    public void Others_change_between_epochs_or_not_at_all()
    {
        Assert.Equal([1, 1, 1, 1, 0.5, 0.5, 0.5, 0.5], Of(RateSchedules.CosineByEpoch(1, 0)), (a, b) => Math.Abs(a - b) < 1e-12);
        Assert.Equal([0.1, 0.1, 0.1, 0.1, 0.01, 0.01, 0.01, 0.01], Of(RateSchedules.Drop(0.1, 1, 0.01)));
        Assert.Equal(Enumerable.Repeat(0.1, 8), Of(RateSchedules.Drop(0.1, 2, 0.01)));
        Assert.Equal(Enumerable.Repeat(0.2, 8), Of(RateSchedules.Constant(0.2)));
    }
}
