using System;
using System.Data.Common;
using System.IO;
using System.Linq;
using System.Runtime.InteropServices;
using System.Threading;
using Fmt.Files;
using Fmt.Native;
using Fmt.Tool.Onnx;
using Fmt.Tool.Reading;
using Fmt.Weights;
using Spectre.Console;

namespace Fmt.Tool.Running;

/// <summary>Errors as the tool shows them, on the error stream and without a stack, and the exit codes of all commands.</summary>
internal static class Failure
{
    /// <summary>Writes the message as one line; gives the exit code back.</summary>
    public static int Report(string message, int code)
    {
        Console.Error.WriteLine("error: " + string.Concat(message.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '?' : c)));
        return code;
    }

    /// <summary>Runs a command that only reads files; a wrong file is exit code 1.</summary>
    public static int Guard(Action work, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            work();
            cancellation.ThrowIfCancellationRequested();
            return 0;
        }
        catch (Exception e) when (e is CheckpointException or DeclarationException or OnnxException or IOException or UnauthorizedAccessException)
        {
            return Report(e.Message, 1);
        }
        catch (OperationCanceledException e)
        {
            return Report(e.Message, Interruption.ExitCode);
        }
    }

    /// <summary>Runs a command that computes, after libtorch is loaded. What a user can mend is a message and exit code 1.</summary>
    /// <param name="work">The work; gives the exit code.</param>
    /// <param name="stopped">What is said where it was stopped.</param>
    /// <param name="failed">The exit code of an error.</param>
    public static int Compute(Func<int> work, string stopped, int failed = 1)
    {
        Interruption.Says(stopped);
        try
        {
            TorchLoader.ThrowIfFailed();
            return work();
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLineInterpolated($"[yellow]{stopped}[/]");
            return Interruption.ExitCode;
        }
        catch (NativeLibraryException e)
        {
            Console.Error.WriteLine($"error: {e.Message}\n{LibtorchAdvice.Text}");
            return failed;
        }
        catch (Exception e) when (IsForTheUser(e))
        {
            Console.Error.WriteLine("error: " + e.Message);
            return failed;
        }
    }

    /// <summary>ArgumentException is an option out of range; ExternalException is libtorch's own: a device that is not there, memory that does not suffice.</summary>
    private static bool IsForTheUser(Exception e) =>
        e is DataException or CheckpointException or ArgumentException or FormatException or OverflowException or InvalidOperationException or IOException or UnauthorizedAccessException or DbException or ExternalException;
}
