using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.RegularExpressions;
using Fmt.Tests;

namespace Fmt.Analyzers.Tests;

/// <summary>A page of docs/diagnostics: its first example is wrong, its second one right.</summary>
internal sealed record Page(string Id, string Text)
{
    // RepositoryRoot counts from a file in a project's own folder; this one lies a folder deeper.
    public static string Root => SharedMaterial.RepositoryRoot();

    public static string Folder => Path.Combine(Root, "docs", "diagnostics");

    public static Page Read(string id) => new(id, File.ReadAllText(Path.Combine(Folder, id + ".md")).Replace("\r\n", "\n"));

    public string[] Wrong => Sources(Blocks("csharp")[0]);

    public string[] Right => Sources(Blocks("csharp")[1]);

    public string Message => Blocks("text")[0].Trim();

    private List<string> Blocks(string language) => Regex.Matches(Text, $"```{language}\n(.*?)```", RegexOptions.Singleline).Select(m => m.Groups[1].Value).ToList();

    /// <summary>A line "// file: Name.cs" starts another file.</summary>
    private static string[] Sources(string example) =>
        Regex.Split(example, "^// file: .*\n", RegexOptions.Multiline).Where(s => s.Trim().Length > 0).ToArray();
}
