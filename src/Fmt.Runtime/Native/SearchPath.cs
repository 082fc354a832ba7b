using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;

namespace Fmt.Native;

/// <summary>Where to look for libtorch and LibTorchSharp.</summary>
/// <param name="Override">The folder of <c>FMT_LIBTORCH</c>; null where it is not set or must be ignored.</param>
/// <param name="Folders">The other folders, best first.</param>
internal sealed record SearchPath(string? Override, ImmutableArray<string> Folders)
{
    /// <summary>Why <c>FMT_LIBTORCH</c> is not followed; null where it is.</summary>
    public string? OverrideIgnored { get; private init; }

    /// <summary>
    /// The folders the runtime itself probes come first: TorchSharp asks for libtorch by name, and where such a folder has
    /// one, a second copy beside ours would be mapped and end the process ("Tried to register multiple backend fallbacks").
    /// For the same reason a libtorch of the application's own wins over FMT_LIBTORCH.
    /// </summary>
    public static SearchPath OfThisProcess()
    {
        ImmutableArray<string> carried = [.. Carried()];
        ImmutableArray<string> folders = [.. carried.Concat(Named()).Concat(Packages()).Select(Normal).Distinct()];
        var wanted = Environment.GetEnvironmentVariable("FMT_LIBTORCH") is { Length: > 0 } v ? v : null;
        var own = carried.FirstOrDefault(f => File.Exists(Path.Combine(f, NativeNames.File("torch_cpu"))));
        return wanted is not null && own is not null && Normal(own) != Normal(wanted)
            ? new SearchPath(null, folders) { OverrideIgnored = $"FMT_LIBTORCH={wanted} ignored: the application carries its own libtorch in {own}; build it without to use another" }
            : new SearchPath(wanted, folders);
    }

    /// <summary>Full path of libtorch_cpu.</summary>
    /// <exception cref="NativeLibraryException">No folder has it.</exception>
    public string FindLibtorch() => Override is { } folder
        ? Find("torch_cpu", [folder], $"libtorch {Libtorch.Wanted}, as FMT_LIBTORCH={folder} demands,", NativeRemedy.Override)
        : Find("torch_cpu", Folders, $"libtorch {Libtorch.Wanted}", NativeRemedy.Libtorch);

    /// <summary>Full path of LibTorchSharp.</summary>
    /// <exception cref="NativeLibraryException">No folder has it.</exception>
    public string FindShim() => Find("LibTorchSharp", Folders, $"LibTorchSharp of TorchSharp {NativeRemedy.TorchSharpVersion}", NativeRemedy.Shim);

    private static string Find(string stem, ImmutableArray<string> folders, string what, string remedy)
    {
        var name = NativeNames.File(stem);
        foreach (var folder in folders)
        {
            var file = Path.Combine(folder, name);
            if (File.Exists(file)) return Path.GetFullPath(file);
        }
        throw new NativeLibraryException($"{what} is not there",
            folders.Select(f => Directory.Exists(f) ? $"{f} (has no {name})" : $"{f} (no such folder)"), null, remedy);
    }

    /// <summary>What belongs to the application; the host tells the folders of its dependencies file.</summary>
    private static IEnumerable<string> Carried()
    {
        foreach (var folder in Listed("NATIVE_DLL_SEARCH_DIRECTORIES", Path.PathSeparator)) yield return folder;
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", NativeNames.Rid, "native");
        yield return AppContext.BaseDirectory;
    }

    /// <summary>What the build wrote into runtimeconfig.json (build/Fmt.Natives.targets).</summary>
    private static IEnumerable<string> Named() => Listed("Fmt.NativeDirs", '|');

    private static IEnumerable<string> Packages()
    {
        var root = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        var inside = Path.Combine("runtimes", NativeNames.Rid, "native");
        yield return Path.Combine(root, "torchsharp", NativeRemedy.TorchSharpVersion, inside);
        yield return Path.Combine(root, "libtorch-cpu-" + NativeNames.Rid, Libtorch.PackageVersion, inside);
    }

    private static IEnumerable<string> Listed(string key, char separator) =>
        AppContext.GetData(key) is string list
            ? list.Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [];

    private static string Normal(string folder) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder));
}
