using System;
using System.Collections.Concurrent;
using System.Globalization;
using System.Linq;
using System.Runtime.ExceptionServices;
using System.Threading;
using Spectre.Console;
using TorchSharp;

namespace Fmt.Tool.Compare;

/// <summary>Runs the jobs of a round, each on a thread of its own; the first that fails ends the round.</summary>
internal sealed class JobRunner
{
    private readonly ConcurrentQueue<Job> _waiting;
    private readonly CancellationToken _cancellation;
    private readonly int _total;
    private ExceptionDispatchInfo? _failure;
    private int _done;

    private JobRunner(ConcurrentQueue<Job> waiting, CancellationToken cancellation) => (_waiting, _total, _cancellation) = (waiting, waiting.Count, cancellation);

    /// <summary>Runs what is not in the store yet.</summary>
    /// <param name="store">The finished runs.</param>
    /// <param name="round">The jobs.</param>
    /// <param name="sideBySide">How many at a time; null for one per two cores.</param>
    /// <param name="cancellation">Stops them.</param>
    public static void Run(RunStore store, Round round, int? sideBySide, CancellationToken cancellation)
    {
        var runner = new JobRunner(new(round.Jobs.Where(j => !store.Has(j.Item))), cancellation);
        if (runner._total > 0) runner.Run(round.Alone ? 1 : Math.Min(sideBySide ?? Math.Max(1, Environment.ProcessorCount / 2), runner._total));
    }

    private void Run(int threadCount)
    {
        var threads = Enumerable.Range(0, threadCount).Select(_ => new Thread(Work)).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        _failure?.Throw();
        _cancellation.ThrowIfCancellationRequested();
    }

    private void Work()
    {
        torch.set_num_threads(Math.Min(2, Environment.ProcessorCount));
        while (_failure is null && !_cancellation.IsCancellationRequested && _waiting.TryDequeue(out var job))
        {
            try
            {
                job.Run();
                AnsiConsole.MarkupLineInterpolated(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss}  {Interlocked.Increment(ref _done)}/{_total}  {job.Item.Case}  {job.Item.Method}  seed {job.Item.Seed}");
            }
            catch (Exception e)
            {
                Interlocked.CompareExchange(ref _failure, ExceptionDispatchInfo.Capture(e), null);
            }
        }
    }
}
