using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace Fmt.Native;

/// <summary>Loads libtorch's parts in the one order that works and checks its version.</summary>
internal static class Libtorch
{
    /// <summary>The libtorch that LibTorchSharp is built against, as people write it.</summary>
    public const string Wanted = "2.10.x";

    /// <summary>The libtorch packages' version.</summary>
    public const string PackageVersion = "2.10.0";

    private const ulong WantedMajorMinor = 0x020A;

    /// <summary>CUDA's parts stand before <c>torch</c>: PyTorch looks for its CUDA hooks once, at first use.</summary>
    private static readonly string[] _order = ["c10", "torch_cpu", "c10_cuda", "torch_cuda", "torch"];

    /// <summary>Loads the libtorch that a libtorch_cpu file belongs to. CUDA's parts are optional.</summary>
    /// <exception cref="NativeLibraryException">A part does not load, or the version is another.</exception>
    public static void Load(string torchCpu, List<string> notes)
    {
        var folder = Path.GetDirectoryName(torchCpu)!;
        foreach (var stem in _order)
        {
            var file = Path.Combine(folder, NativeNames.File(stem));
            if (!File.Exists(file)) continue;
            try
            {
                var handle = NativeLibrary.Load(file);
                if (stem == "torch_cpu") CheckVersion(handle, folder);
            }
            catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
            {
                if (!stem.EndsWith("_cuda", StringComparison.Ordinal)) throw Refused(file, e);
                notes.Add($"{stem} skipped: {SystemLibraries.Reason(e)}");
            }
        }
    }

    /// <summary>TorchSharp's own torch.__version__ is a constant and proves nothing; this function of libtorch does.</summary>
    private static unsafe void CheckVersion(IntPtr torchCpu, string folder)
    {
        var found = "of an older version (it has no aoti_torch_abi_version)";
        if (NativeLibrary.TryGetExport(torchCpu, "aoti_torch_abi_version", out var export))
        {
            var version = ((delegate* unmanaged<ulong>)export)();
            if (version >> 48 == WantedMajorMinor) return;
            found = Inv($"{version >> 56}.{(version >> 48) & 255}.{(version >> 40) & 255}");
        }
        throw new NativeLibraryException($"libtorch in {folder} is of another version: LibTorchSharp {NativeRemedy.TorchSharpVersion} needs {Wanted}",
            [folder], "libtorch " + found, NativeRemedy.Override);
    }

    private static NativeLibraryException Refused(string file, Exception e) =>
        new($"{file} is there but the system does not load it", [Path.GetDirectoryName(file)!], SystemLibraries.Reason(e) + "\n" + SystemLibraries.Versions(),
            e.Message.Contains("GLIBC", StringComparison.Ordinal) ? NativeRemedy.System : NativeRemedy.Libtorch, e);

    private static string Inv(FormattableString text) => FormattableString.Invariant(text);
}
