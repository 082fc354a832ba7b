using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Fmt.Analyzers;

/// <summary>
/// Names and shapes of a checkpoint's tensors, as <c>fmtdsl keys</c> writes them beside it: one line per tensor, name, tab, <c>64x3x3x3</c>; a scalar
/// is a name alone. The checkpoint itself is out of an analyzer's reach: the compiler hands over texts only, and takes a binary file for an error (CS2015).
/// </summary>
internal static class KeyList
{
    private const string Ending = ".keys.txt";

    public static bool Is(AdditionalText file) => file.Path.EndsWith(Ending, System.StringComparison.Ordinal);

    /// <summary>The list of the checkpoint that a program names; null where there is none or more than one.</summary>
    /// <param name="files">The additional files of the project, with full paths.</param>
    /// <param name="checkpoint">The path as the program has it. It counts from a folder that is known at run time only, so its end must agree.</param>
    public static AdditionalText? Of(IEnumerable<AdditionalText> files, string checkpoint)
    {
        var wanted = checkpoint.Replace('\\', '/');
        while (wanted.StartsWith("./", System.StringComparison.Ordinal) || wanted.StartsWith("../", System.StringComparison.Ordinal))
            wanted = wanted.Substring(wanted.IndexOf('/') + 1);
        wanted += Ending;
        var found = files.Where(f => Ends(f.Path.Replace('\\', '/'), wanted)).GroupBy(f => f.Path).Take(2).ToList();
        return found.Count == 1 ? found[0].First() : null;
    }

    private static bool Ends(string path, string end) => path == end || path.EndsWith("/" + end, System.StringComparison.Ordinal);

    /// <summary>Shapes by name, in the file's order; null where the file is no such list.</summary>
    public static List<KeyValuePair<string, string>>? Read(AdditionalText file, CancellationToken cancellation)
    {
        if (file.GetText(cancellation) is not { } text) return null;
        var keys = new List<KeyValuePair<string, string>>();
        foreach (var line in text.Lines.Select(l => l.ToString()).Where(l => l.Length > 0))
        {
            var tab = line.LastIndexOf('\t');
            var shape = tab < 0 ? "" : line.Substring(tab + 1);
            if (shape.Length > 0 && !shape.Split('x').All(IsNumber)) return null;
            keys.Add(new(tab < 0 ? line : line.Substring(0, tab), shape));
        }

        return keys.Select(k => k.Key).Distinct().Count() == keys.Count ? keys : null;
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(c => c is >= '0' and <= '9');
}
