using System;
using System.Runtime.InteropServices;

namespace Fmt.Native;

/// <summary>The few functions of glibc in use, looked up by name, so that nothing is bound where there is no glibc.</summary>
internal static unsafe class Glibc
{
    private static readonly IntPtr _handle = OperatingSystem.IsLinux() && NativeLibrary.TryLoad("libc.so.6", out IntPtr h) ? h : IntPtr.Zero;

    /// <summary>For instance <c>2.36</c>; null on systems without glibc.</summary>
    public static string? Version { get; } =
        Export("gnu_get_libc_version") is var f && f != IntPtr.Zero ? Marshal.PtrToStringUTF8(((delegate* unmanaged<IntPtr>)f)()) : null;

    /// <summary>mallopt(3); false where it is missing or refuses.</summary>
    public static bool Mallopt(int parameter, int value) =>
        Export("mallopt") is var f && f != IntPtr.Zero && ((delegate* unmanaged<int, int, int>)f)(parameter, value) == 1;

    /// <summary>memfd_create(2) with MFD_CLOEXEC; negative where it is missing or fails.</summary>
    public static int MemfdCreate(string name)
    {
        IntPtr f = Export("memfd_create");
        if (f == IntPtr.Zero) return -1;
        IntPtr text = Marshal.StringToCoTaskMemUTF8(name);
        try
        {
            return ((delegate* unmanaged<IntPtr, uint, int>)f)(text, 1);
        }
        finally
        {
            Marshal.FreeCoTaskMem(text);
        }
    }

    private static IntPtr Export(string name) =>
        _handle != IntPtr.Zero && NativeLibrary.TryGetExport(_handle, name, out IntPtr f) ? f : IntPtr.Zero;
}
