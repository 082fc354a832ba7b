using System;

namespace Fmt.Tool.Scan;

/// <summary>Why there is no scan.</summary>
/// <param name="message">What is wrong, and how to mend it.</param>
/// <param name="exitCode">What a pipeline is told.</param>
/// <param name="cause">What it comes from.</param>
internal sealed class ScanException(string message, int exitCode, Exception? cause = null) : Exception(message, cause)
{
    /// <summary>The exit code.</summary>
    public int ExitCode => exitCode;

    /// <summary>A file that no network can be made of here.</summary>
    public static ScanException Unsupported(string message, Exception? cause = null) => new(message, ExitCodes.Unsupported, cause);
}
