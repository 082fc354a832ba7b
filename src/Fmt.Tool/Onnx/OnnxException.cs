using System;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>An ONNX file that is damaged, refused, or that no declaration can be written for; the message names file, node and reason.</summary>
public sealed class OnnxException : Exception
{
    private OnnxException(string message, Exception? cause)
        : base(message, cause)
    {
    }

    /// <summary>The error.</summary>
    /// <param name="problem">What is wrong.</param>
    /// <param name="node">The node, tensor or input at fault; null where the whole file is meant.</param>
    /// <param name="cause">The exception behind it, if any.</param>
    internal static OnnxException Of(string problem, string? node = null, Exception? cause = null) => new((node is null ? "" : Printable(node) + ": ") + Printable(problem), cause);

    /// <summary>The same with the file's name.</summary>
    internal OnnxException In(string file) => new($"{file}: {Message}", InnerException);

    /// <summary>Names come from the file: they must not steer a terminal nor fill it.</summary>
    internal static string Printable(string text)
    {
        const int Longest = 4000;
        var cut = text.Length > Longest ? text[..Longest] + "..." : text;
        return string.Concat(cut.Select(c => char.IsControl(c) && c != '\n' ? '?' : c));
    }
}
