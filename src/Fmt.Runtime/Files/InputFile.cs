namespace Fmt.Files;

/// <summary>A file that a command reads and must not replace.</summary>
/// <param name="Name">What it is, for messages: <c>the case's weights</c>.</param>
/// <param name="Path">Where it is; nothing of a folder is looked at.</param>
public sealed record InputFile(string Name, string Path);
