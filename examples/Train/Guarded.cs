using System;
using System.IO;
using Fmt.Files;
using Fmt.Native;
using Fmt.Weights;
using Spectre.Console;

namespace Fmt.Train;

/// <summary>Runs a command's work; what a user can mend becomes one line and an exit code.</summary>
internal static class Guarded
{
    public static int Run(Action work, string stopped)
    {
        try
        {
            TorchLoader.ThrowIfFailed();
            work();
            return 0;
        }
        catch (OperationCanceledException)
        {
            AnsiConsole.MarkupLine(stopped);
            return 130;
        }
        catch (Exception e) when (e is DataException or CheckpointException or NativeLibraryException or ArgumentException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine("error: " + e.Message);
            return 1;
        }
    }
}
