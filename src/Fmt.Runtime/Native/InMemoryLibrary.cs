using System;
using System.IO;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Fmt.Native;

/// <summary>Loads a shared library from bytes (Linux): from memory, so that no file lies about; else from a private folder
/// that is removed at once.</summary>
internal static class InMemoryLibrary
{
    /// <summary>Loads an image. Libraries it needs are found by name among those loaded already, whatever the folder.</summary>
    /// <exception cref="DllNotFoundException">The system refuses the image.</exception>
    public static IntPtr Load(byte[] image, string name)
    {
        var descriptor = Glibc.MemfdCreate(name);
        if (descriptor >= 0)
        {
            // Closing the descriptor leaves the mapping.
            using var handle = new SafeFileHandle(descriptor, ownsHandle: true);
            if (TryWrite(handle, image) && NativeLibrary.TryLoad($"/proc/self/fd/{descriptor}", out var library)) return library;
        }
        var folder = Directory.CreateTempSubdirectory("fmt-native-").FullName;   // mode 0700, a name nobody else has
        try
        {
            var file = Path.Combine(folder, name);
            File.WriteAllBytes(file, image);
            return NativeLibrary.Load(file);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);   // Linux keeps a mapped file's contents
        }
    }

    private static bool TryWrite(SafeFileHandle handle, byte[] image)
    {
        try
        {
            RandomAccess.Write(handle, image, 0);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
