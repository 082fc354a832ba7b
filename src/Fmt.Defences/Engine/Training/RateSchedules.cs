using System;

namespace Fmt.Engine;

/// <summary>The schedules that the published repairs use.</summary>
internal static class RateSchedules
{
    /// <summary>One rate throughout.</summary>
    public static RateSchedule Constant(double rate) => _ => rate;

    /// <summary>final + (first - final)/2 * (1 + cos(pi * step/steps)): falls with every step.</summary>
    public static RateSchedule CosineByStep(double first, double final) => m => Cosine(first, final, m.Step, m.Steps);

    /// <summary>final + (first - final)/2 * (1 + cos(pi * epoch/epochs)): falls with every epoch.</summary>
    public static RateSchedule CosineByEpoch(double first, double final) => m => Cosine(first, final, m.Epoch, m.Epochs);

    /// <summary>One rate in the first <paramref name="epochs"/> epochs, another one after them.</summary>
    public static RateSchedule Drop(double first, int epochs, double then) => m => m.Epoch < epochs ? first : then;

    private static double Cosine(double first, double final, int done, int all) => final + 0.5 * (first - final) * (1 + Math.Cos(Math.PI * done / all));
}
