using System.Linq;
using System.Reflection;

namespace Fmt.Graph;

/// <summary>Where the pages of diagnostics are. The package holds them too, in docs/diagnostics.</summary>
internal static class HelpPages
{
    /// <summary>The repository's address, as the build knows it; empty where it has none.</summary>
    private static readonly string Repository =
        typeof(HelpPages).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "FmtRepository")?.Value ?? "";

    /// <summary>The full address of a page; null where the repository has none.</summary>
    public static string? AddressOf(string id) => AddressOf(Repository, id);

    /// <summary>The full address of a page in a repository; null where that is empty.</summary>
    public static string? AddressOf(string repository, string id) => repository.Length == 0 ? null : $"{repository.TrimEnd('/')}/blob/main/docs/diagnostics/{id}.md";
}
