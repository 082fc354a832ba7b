using System;
using System.Collections.Generic;
using Fmt.Defences;
using Fmt.Tool.Running;
using Spectre.Console;

namespace Fmt.Tool.Defend;

/// <summary>A bar for every part of a defence. A row appears when its part begins: which parts there are depends on the options and on what is found.</summary>
/// <param name="bars">Where the rows are.</param>
internal sealed class DefenceBars(ProgressContext bars) : IProgress<DefenceProgress>
{
    private readonly Dictionary<string, ProgressTask> _tasks = [];

    /// <summary>Runs the work with its bars on the console.</summary>
    public static T Show<T>(Func<IProgress<DefenceProgress>, T> work) => Bars.Make().Start(bars => work(new DefenceBars(bars)));

    /// <summary>On the calling thread: <see cref="Progress{T}"/> would post to the pool and arrive out of order.</summary>
    public void Report(DefenceProgress value)
    {
        lock (_tasks)
        {
            if (!_tasks.TryGetValue(value.Words, out var task)) _tasks[value.Words] = task = bars.AddTask(value.Words);
            task.MaxValue = value.Total;
            task.Value = Math.Max(task.Value, value.Done);
            // Else its clock runs on.
            if (task.Value >= value.Total) task.StopTask();
        }
    }
}
