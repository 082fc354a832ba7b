using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Text;

namespace Fmt.Native;

/// <summary>libtorch or LibTorchSharp is missing, of another version, or refused by the system. The message's first line says
/// what is wrong and what to install; the lines below it where was looked and what was found.</summary>
public sealed class NativeLibraryException : Exception
{
    internal NativeLibraryException(string summary, IEnumerable<string> probed, string? found, string remedy, Exception? inner = null)
        : base(Compose(FirstLine(summary, remedy), [.. probed], found), inner)
    {
        Summary = FirstLine(summary, remedy);
        Probed = [.. probed];
    }

    /// <summary>A fresh exception for another caller, so that each has its own stack trace.</summary>
    internal NativeLibraryException(NativeLibraryException first) : base(first.Message, first.InnerException)
    {
        Summary = first.Summary;
        Probed = first.Probed;
    }

    /// <summary>The message's first line.</summary>
    public string Summary { get; }

    /// <summary>Every folder that was looked into, in that order, each with what it holds.</summary>
    public ImmutableArray<string> Probed { get; }

    private static string FirstLine(string summary, string remedy) => $"{summary}; to mend: {remedy}";

    private static string Compose(string firstLine, ImmutableArray<string> probed, string? found)
    {
        var text = new StringBuilder(firstLine);
        if (probed.Length > 0) text.Append("\n  looked in:");
        foreach (var folder in probed) text.Append("\n    ").Append(folder);
        if (found is not null) text.Append("\n  found: ").Append(found.ReplaceLineEndings("\n    "));
        return text.ToString();
    }
}
