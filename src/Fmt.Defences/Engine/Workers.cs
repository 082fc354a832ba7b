using System;
using System.Collections.Generic;
using System.Runtime.ExceptionServices;
using System.Threading;
using TorchSharp;

namespace Fmt.Engine;

/// <summary>
/// Runs independent work on threads of its own. Each job computes with a fixed number of libtorch threads, so that its result does not
/// depend on how many run side by side; on two cores two jobs of one thread also beat one job of two.
/// </summary>
internal static class Workers
{
    /// <summary>
    /// libtorch's threads of a training. Sums are split by their number, so it is fixed: one seed gives one result whatever the machine has. With two a
    /// step of a small VGG takes 0.55 of the time on two cores; more help small networks little.
    /// </summary>
    public const int TrainingThreads = 2;

    /// <summary>How many jobs a device takes at a time: on the CPU as many as its cores hold, elsewhere one.</summary>
    public static int AtOnce(torch.Device device, int torchThreads) =>
        device.type == DeviceType.CPU ? Math.Max(1, Environment.ProcessorCount / torchThreads) : 1;

    /// <summary>Runs all jobs, at most <paramref name="atOnce"/> of them at a time. The first failure is rethrown when all have stopped.</summary>
    public static void Run(int atOnce, int torchThreads, IReadOnlyList<Action> jobs)
    {
        var before = torch.get_num_threads();
        var next = -1;
        ExceptionDispatchInfo? failure = null;
        var threads = new Thread[Math.Min(Math.Max(atOnce, 1), jobs.Count)];
        for (var i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(() =>
            {
                UseTorchThreads(torchThreads);
                for (var job = Interlocked.Increment(ref next); job < jobs.Count && Volatile.Read(ref failure) is null; job = Interlocked.Increment(ref next))
                {
                    try
                    {
                        jobs[job]();
                    }
                    catch (Exception e)
                    {
                        Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(e), null);
                    }
                }
            })
            { IsBackground = true, Name = "fmt-worker" };
            threads[i].Start();
        }

        foreach (var thread in threads) thread.Join();
        // A worker's number becomes the default of threads to come; give them back the old one.
        UseTorchThreads(before);
        failure?.Throw();
    }

    /// <summary>
    /// Gives this thread its number of libtorch threads. A thread's first computation takes over the number that any thread set last; asking first
    /// gets that over with, and what is set afterwards is this thread's own.
    /// </summary>
    private static void UseTorchThreads(int number)
    {
        _ = torch.get_num_threads();
        torch.set_num_threads(number);
    }
}
