using System;
using System.Globalization;
using Fmt.Engine;
using Fmt.Tool.Running;
using Spectre.Console;

namespace Fmt.Tool.Train;

/// <summary>The bar of a training, and a line for every epoch.</summary>
internal static class TrainingBar
{
    /// <summary>Runs the work with its bar on the console.</summary>
    /// <param name="work">Takes whom to tell of batches, done and all, and of epochs.</param>
    public static T Show<T>(Func<Action<int, int>, Action<EpochRow>, T> work) => Bars.Make(new RemainingTimeColumn()).Start(bars =>
    {
        var task = bars.AddTask("training");
        return work((done, all) => (task.MaxValue, task.Value) = (all, done), Say);
    });

    private static void Say(EpochRow row) => AnsiConsole.MarkupLineInterpolated(
        CultureInfo.InvariantCulture,
        $"epoch {row.Epoch}: loss {row.Loss:0.000}{(double.IsNaN(row.Accuracy) ? "" : FormattableString.Invariant($", accuracy {row.Accuracy:0.0} %"))}");
}
