using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;

namespace Fmt.Tests;

/// <summary>
/// A page of docs/diagnostics: its first example is wrong, its second one right. Between them stands what a build prints for the first:
/// place, severity, id, message (without the help link, which only a build that knows its repository has). Of information, which builds do not print, the message alone.
/// </summary>
internal sealed record DiagnosticPage(string Id, string Text)
{
    public static string Folder => Path.Combine(SharedMaterial.RepositoryRoot(), "docs", "diagnostics");

    /// <summary>The compiler's ids that have a page, in order.</summary>
    public static string[] Ids => [.. WithPage.Where(id => !IsOfBuild(id))];

    /// <summary>The ids of the build itself (5xxx): they need no compiler, and what they are about is no code.</summary>
    public static string[] BuildIds => [.. WithPage.Where(IsOfBuild)];

    private static bool IsOfBuild(string id) => id.StartsWith("FMT5", System.StringComparison.Ordinal);

    private static IEnumerable<string> WithPage => [.. Directory.GetFiles(Folder, "FMT*.md").Select(f => Path.GetFileNameWithoutExtension(f)).Order(System.StringComparer.Ordinal)];

    public static DiagnosticPage Read(string id) => new(id, System.IO.File.ReadAllText(File(id)).Replace("\r\n", "\n"));

    public static string File(string id) => Path.Combine(Folder, id + ".md");

    public ExampleFile[] Wrong => Files(Blocks("csharp")[0].Value);

    public ExampleFile[] Right => Files(Blocks("csharp")[1].Value);

    /// <summary>Whether the finding is shown by editors only.</summary>
    public bool IsInformation => Text.Contains("\nSeverity: information.\n", System.StringComparison.Ordinal);

    /// <summary>What the page shows.</summary>
    public string Output => Blocks("text")[0].Value.Trim();

    /// <summary>The message in it.</summary>
    public string Message => IsInformation ? Output : Regex.Match(Output, $@"^\S+\(\d+,\d+\): \w+ {Id}: (.*)$").Groups[1].Value;

    /// <summary>The page with another output.</summary>
    public DiagnosticPage WithOutput(string output)
    {
        var old = Blocks("text")[0];
        return this with { Text = Text[..old.Index] + output + "\n" + Text[(old.Index + old.Length)..] };
    }

    private List<Group> Blocks(string language) => [.. Regex.Matches(Text, $"```{language}\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1])];

    /// <summary>A line <c>// file: Name.cs</c> starts another file.</summary>
    private static ExampleFile[] Files(string example)
    {
        // Text before the first such line, then name and text in turn.
        var parts = Regex.Split(example, "^// file: (.*)\n", RegexOptions.Multiline);
        if (parts.Length == 1) return [new("Net.cs", example)];
        return [.. Enumerable.Range(0, parts.Length / 2).Select(i => new ExampleFile(parts[2 * i + 1], parts[2 * i + 2]))];
    }
}
