using System;
using System.Runtime.InteropServices;
using System.Text;

namespace Fmt.Native;

/// <summary>The few functions of glibc in use, looked up by name, so that nothing is bound where there is no glibc.</summary>
internal static unsafe class Glibc
{
    private static readonly IntPtr _handle = OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out var h) ? h : IntPtr.Zero;

    /// <summary>For instance <c>2.36</c>; null on systems without glibc.</summary>
    public static string? Version { get; } =
        Export("gnu_get_libc_version") is var f && f != IntPtr.Zero ? Marshal.PtrToStringUTF8(((delegate* unmanaged<IntPtr>)f)()) : null;

    /// <summary>mallopt(3); false where it is missing or refuses.</summary>
    public static bool Mallopt(int parameter, int value) =>
        Export("mallopt") is var f && f != IntPtr.Zero && ((delegate* unmanaged<int, int, int>)f)(parameter, value) == 1;

    /// <summary>memfd_create(2) with MFD_CLOEXEC; negative where it is missing or fails.</summary>
    public static int MemfdCreate(string name)
    {
        var f = Export("memfd_create");
        if (f == IntPtr.Zero) return -1;
        var text = Marshal.StringToCoTaskMemUTF8(name);
        try
        {
            return ((delegate* unmanaged<IntPtr, uint, int>)f)(text, 1);
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    /// <summary>statx(2) of a path, links followed: the type (S_IFMT) and what tells one file from all others; null where it is missing or there is no such file.</summary>
    public static (int Type, string Identity)? Statx(string path)
    {
        var f = Export("statx");
        if (f == IntPtr.Zero) return null;
        // struct statx is the same on every architecture: mode at 28, inode at 32, the device's two numbers at 136.
        var result = stackalloc byte[256];
        fixed (byte* text = Encoding.UTF8.GetBytes(path + '\0'))
        {
            const int WorkingFolder = -100;
            const uint TypeAndInode = 0x101;
            if (((delegate* unmanaged<int, byte*, int, uint, byte*, int>)f)(WorkingFolder, text, 0, TypeAndInode, result) != 0) return null;
        }
        return (*(ushort*)(result + 28) & 0xF000, FormattableString.Invariant($"{*(ulong*)(result + 136):x}:{*(ulong*)(result + 32)}"));
    }

    private static IntPtr Export(string name) =>
        _handle != IntPtr.Zero && NativeLibrary.TryGetExport(_handle, name, out var f) ? f : IntPtr.Zero;
}
