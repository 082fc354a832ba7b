using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Fmt.Files;
using Microsoft.Win32.SafeHandles;

namespace Fmt.Tool.Running;

/// <summary>
/// Ctrl+C. The work is asked to stop and may end in good order: what is finished is kept, and no file is left half written. Work that cannot be asked, because it waits
/// for a disk or computes one long step, ends all the same before two seconds are over; files are whole or not there then too.
/// </summary>
internal sealed class Interruption : IDisposable
{
    /// <summary>Exit code of work that was stopped.</summary>
    public const int ExitCode = 130;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1), LastWords = TimeSpan.FromSeconds(0.4);
    private static volatile string _words = "Stopped.";

    private readonly CancellationTokenSource _stop = new();
    private readonly Timer _end = new(_ => End());

    public Interruption() => Console.CancelKeyPress += Stop;

    private delegate void Exit(int code);

    /// <summary>Cancelled by Ctrl+C.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>What is said of work that did not end by itself.</summary>
    /// <param name="words">A sentence.</param>
    public static void Says(string words) => _words = words;

    public void Dispose()
    {
        Console.CancelKeyPress -= Stop;
        _end.Dispose();
        _stop.Dispose();
    }

    private void Stop(object? sender, ConsoleCancelEventArgs e)
    {
        e.Cancel = true;
        _end.Change(Patience, Timeout.InfiniteTimeSpan);
        _stop.Cancel();
    }

    private static void End()
    {
        try
        {
            AtomicFile.Abandon();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // What is left has a name that begins with a dot.
        }
        // Whoever reads the console may have stopped, too; and progress bars hide the cursor.
        var said = Task.Run(() => Say((Console.IsErrorRedirected ? "" : "\u001b[?25h") + _words + Environment.NewLine));
        Task.WaitAny([said], LastWords);
        // Without the native libraries' own good-byes, which wait for threads that compute.
        if (NativeLibrary.TryLoad("libc", typeof(Interruption).Assembly, null, out var libc) && NativeLibrary.TryGetExport(libc, "_exit", out var exit)) Marshal.GetDelegateForFunctionPointer<Exit>(exit)(ExitCode);
        Environment.Exit(ExitCode);
    }

    /// <summary>Past the console, which waits for whoever writes to it, who may be what hangs.</summary>
    private static void Say(string text)
    {
        using var errors = new FileStream(new SafeFileHandle(2, ownsHandle: false), FileAccess.Write, bufferSize: 0);
        errors.Write(Encoding.UTF8.GetBytes(text));
    }
}
