using System.Collections.Generic;
using System.IO;
using Fmt.Files;

namespace Fmt.Data;

/// <summary>All files below a folder. Links to folders are followed, but to no folder twice: a link that leads back would show every file some forty times.</summary>
internal static class FolderTree
{
    /// <summary>The files, in no order.</summary>
    /// <param name="folder">The folder. What lies around it counts as seen.</param>
    /// <exception cref="DataException">A link leads to a folder that is read already, or that the folder lies in.</exception>
    public static IEnumerable<string> Files(string folder)
    {
        var seen = new HashSet<string>();
        for (var around = Path.GetDirectoryName(Path.GetFullPath(folder)); around is not null; around = Path.GetDirectoryName(around)) seen.Add(Identity(around));
        var waiting = new Stack<string>([folder]);
        while (waiting.TryPop(out var next))
        {
            if (!seen.Add(Identity(next)))
                throw new DataException($"this is a link to the folder {FilePlace.LeadsTo(next) ?? next}, whose pictures would be read more than once. Remove it.", next);
            foreach (var file in Directory.EnumerateFiles(next)) yield return file;
            foreach (var below in Directory.EnumerateDirectories(next)) waiting.Push(below);
        }
    }

    private static string Identity(string folder) => FilePlace.Identity(folder, ignoresCase: false);
}
