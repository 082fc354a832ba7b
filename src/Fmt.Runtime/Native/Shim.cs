using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;

namespace Fmt.Native;

/// <summary>Loads LibTorchSharp, TorchSharp's C++ side; libtorch must be loaded already.</summary>
internal static class Shim
{
    /// <summary>The library as it is where the system takes it; else, on Linux, a copy that no longer asks for libstdc++
    /// versions it does not use (LibTorchSharp 0.107.0 names GLIBCXX_3.4.32 and calls nothing of it).</summary>
    /// <exception cref="NativeLibraryException">The system takes neither.</exception>
    public static IntPtr Load(string file, List<string> notes)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (DllNotFoundException e) when (OperatingSystem.IsLinux() && e.Message.Contains("GLIBCXX_", StringComparison.Ordinal))
        {
            return LoadWeakened(file, e, notes);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw Refused(file, e);
        }
    }

    private static IntPtr LoadWeakened(string file, Exception first, List<string> notes)
    {
        try
        {
            var image = File.ReadAllBytes(file);
            var weakened = ElfVersions.WeakenUnused(image, "libstdc++.so.6");
            if (weakened.IsEmpty) throw Refused(file, first);
            var handle = InMemoryLibrary.Load(image, Path.GetFileName(file));
            notes.Add($"loaded from a copy that does not ask for {string.Join(", ", weakened)}");
            return handle;
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException or IOException)
        {
            throw Refused(file, e);
        }
    }

    private static NativeLibraryException Refused(string file, Exception e) =>
        new($"{file} is there but the system does not load it", [Path.GetDirectoryName(file)!], SystemLibraries.Reason(e) + "\n" + SystemLibraries.Versions(),
            e.Message.Contains("GLIBC", StringComparison.Ordinal) ? NativeRemedy.System : NativeRemedy.Shim, e);
}
