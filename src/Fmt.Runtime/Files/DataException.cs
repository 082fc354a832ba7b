using System;
using System.Globalization;

namespace Fmt.Files;

/// <summary>Images, labels, a trigger or a case file cannot be used as they are. The message says what, where, and what was expected.</summary>
public sealed class DataException : Exception
{
    /// <summary>Describes a problem and, where known, its place.</summary>
    /// <param name="problem">What is wrong, what was expected, and how to mend it.</param>
    /// <param name="file">The file at fault, if it came from one.</param>
    /// <param name="index">The image at fault, from 0, if it is one image.</param>
    /// <param name="cause">The exception behind it, if any.</param>
    public DataException(string problem, string? file = null, long? index = null, Exception? cause = null)
        : base(Compose(problem, file, index), cause)
    {
        File = file;
        Index = index;
    }

    /// <summary>The file at fault; null where the data did not come from a file.</summary>
    public string? File { get; }

    /// <summary>The image at fault, from 0 in its file or set; null where it is not about one image.</summary>
    public long? Index { get; }

    private static string Compose(string problem, string? file, long? index)
    {
        var place = file ?? "";
        if (index is { } i) place += (place.Length > 0 ? ", " : "") + "image " + i.ToString(CultureInfo.InvariantCulture);
        return place.Length > 0 ? $"{place}: {problem}" : problem;
    }
}
