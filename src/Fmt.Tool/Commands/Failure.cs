using System;
using System.IO;
using System.Linq;
using System.Threading;
using Fmt.Tool.Reading;
using Fmt.Weights;

namespace Fmt.Tool.Commands;

/// <summary>Errors as the tool shows them: one line on the error stream.</summary>
internal static class Failure
{
    /// <summary>Writes the message; gives the exit code back.</summary>
    public static int Report(Exception e, int code)
    {
        Console.Error.WriteLine("error: " + string.Concat(e.Message.ReplaceLineEndings(" ").Select(c => char.IsControl(c) ? '?' : c)));
        return code;
    }

    /// <summary>Runs a command's work; a wrong file is exit code 1.</summary>
    public static int Guard(Action work, CancellationToken cancellation)
    {
        try
        {
            cancellation.ThrowIfCancellationRequested();
            work();
            return 0;
        }
        catch (Exception e) when (e is CheckpointException or DeclarationException or IOException or UnauthorizedAccessException)
        {
            return Report(e, 1);
        }
        catch (OperationCanceledException e)
        {
            return Report(e, 130);
        }
    }
}
