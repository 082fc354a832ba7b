using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;

namespace Fmt.Native;

/// <summary>libtorch or LibTorchSharp is missing, of another version, or refused by the system. The message says what was
/// looked for, where, what was found and what to install.</summary>
public sealed class NativeLibraryException : Exception
{
    internal NativeLibraryException(string summary, IEnumerable<string> probed, string? found, string remedy, Exception? inner = null)
        : base(Compose(summary, [.. probed], found, remedy), inner)
    {
        Summary = summary;
        Probed = [.. probed];
    }

    /// <summary>A fresh exception for another caller, so that each has its own stack trace.</summary>
    internal NativeLibraryException(NativeLibraryException first) : base(first.Message, first)
    {
        Summary = first.Summary;
        Probed = first.Probed;
    }

    /// <summary>The message in one line.</summary>
    public string Summary { get; }

    /// <summary>Every folder that was looked into, in that order, each with what it holds.</summary>
    public ImmutableArray<string> Probed { get; }

    private static string Compose(string summary, ImmutableArray<string> probed, string? found, string remedy)
    {
        var text = new StringBuilder(summary).Append('.');
        if (probed.Length > 0) text.Append("\n  looked in:");
        foreach (string folder in probed) text.Append("\n    ").Append(folder);
        if (found is not null) text.Append("\n  found: ").Append(found.ReplaceLineEndings("\n    "));
        return text.Append("\n  to mend: ").Append(remedy).Append('.').ToString();
    }
}
