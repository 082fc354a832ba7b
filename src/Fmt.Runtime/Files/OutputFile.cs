namespace Fmt.Files;

/// <summary>A file that a command is asked to write.</summary>
/// <param name="Name">What it is on the command line, for messages: <c>--report</c>.</param>
/// <param name="Path">Where it goes; null where it is not asked for.</param>
/// <param name="Bytes">How large it will be at least; 0 where that is not known.</param>
public sealed record OutputFile(string Name, string? Path, long Bytes = 0)
{
    /// <summary>The one input that it may replace where <see cref="InPlace"/> is set; null where there is none.</summary>
    public string? InPlaceOf { get; init; }

    /// <summary>Whether the user has said <c>--in-place</c>.</summary>
    public bool InPlace { get; init; }
}
