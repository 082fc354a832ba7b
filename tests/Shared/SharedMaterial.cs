using System.IO;
using System.Runtime.CompilerServices;

namespace Fmt.Tests;

/// <summary>Published networks, images and PyTorch's values that lie beside the repository, where they are present.</summary>
internal static class SharedMaterial
{
    /// <summary>Full path of a file or folder under <c>../shared</c> of the repository.</summary>
    public static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    public static bool Exists(string relative) => File.Exists(Path(relative)) || Directory.Exists(Path(relative));

    private static string Root { get; } = System.IO.Path.GetFullPath(System.IO.Path.Combine(RepositoryRoot(), "..", "shared"));

    /// <summary>Folder of the checkout, found from the source file that asks.</summary>
    public static string RepositoryRoot([CallerFilePath] string file = "")
    {
        var folder = new FileInfo(file).Directory;
        while (folder is not null && !File.Exists(System.IO.Path.Combine(folder.FullName, "FmtDsl.sln"))) folder = folder.Parent;
        return folder?.FullName ?? throw new DirectoryNotFoundException($"No FmtDsl.sln above {file}.");
    }
}
