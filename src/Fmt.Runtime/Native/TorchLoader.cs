using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using System.Threading;
using TorchSharp;

namespace Fmt.Native;

/// <summary>
/// Loads libtorch and LibTorchSharp before TorchSharp looks for them itself, so that one shared copy serves every
/// project, another libtorch can be named by <c>FMT_LIBTORCH</c>, an older libstdc++ does not stop the load, and whoever
/// makes the first tensor without libtorch is told what to install.
/// </summary>
/// <remarks>
/// Runs by itself when this assembly is first used; generated code calls it from the consuming assembly too, because user
/// code may touch TorchSharp before anything of FmtDsl. Environment variables: <c>FMT_LIBTORCH</c> (folder of another
/// libtorch of the same version, for instance one with CUDA), <c>FMT_NO_MALLOPT=1</c> (leave the C allocator alone),
/// <c>FMT_NATIVE_TRACE=1</c> (say on the error stream what was loaded, or the whole of what went wrong).
/// </remarks>
public static class TorchLoader
{
    private static readonly Lock _gate = new();
    private static bool _done;
    private static IntPtr _shim;

    /// <summary>What was loaded from where, or why not; for diagnostics.</summary>
    public static string Report { get; private set; } = "not loaded yet";

    /// <summary>Why loading failed; null where it worked or was not tried yet.</summary>
    public static NativeLibraryException? Error { get; private set; }

    /// <summary>A program that computes nothing sets <c>Fmt.LoadAtStart</c> to false in its runtimeconfig.json, and needs no libtorch.</summary>
    [ModuleInitializer]
    internal static void Initialize()
    {
        if (!AppContext.TryGetSwitch("Fmt.LoadAtStart", out var load) || load) EnsureLoaded();
    }

    /// <summary>Loads the libraries on the first call; any later call, from any thread, does nothing. Never throws:
    /// a failure is kept in <see cref="Error"/>, told in one line on the error stream, and thrown by every call of TorchSharp.</summary>
    public static void EnsureLoaded()
    {
        lock (_gate)
        {
            if (_done) return;
            _done = true;
            try
            {
                Report = Load(SearchPath.OfThisProcess());
            }
            catch (Exception e)
            {
                Error = e as NativeLibraryException ?? new NativeLibraryException("libtorch could not be loaded", [], e.Message, NativeRemedy.Libtorch, e);
                Report = "failed: " + Error.Summary;
            }
            Tell();
        }
    }

    /// <summary>Throws what <see cref="EnsureLoaded"/> kept to itself.</summary>
    /// <exception cref="NativeLibraryException">libtorch or LibTorchSharp is not loaded; the message says what to install.</exception>
    public static void ThrowIfFailed()
    {
        EnsureLoaded();
        if (Error is { } e) throw new NativeLibraryException(e);
    }

    private static void Tell()
    {
        var trace = Environment.GetEnvironmentVariable("FMT_NATIVE_TRACE") == "1";
        if (Error is { } e)
            Console.Error.WriteLine("[fmt] " + (trace ? e.Message : e.Summary + " (FMT_NATIVE_TRACE=1 tells more)"));
        else if (trace)
            Console.Error.WriteLine("[fmt] " + Report);
    }

    private static string Load(SearchPath path)
    {
        var notes = new List<string>();
        // First, because it hands out a failure, too.
        Offer(notes);
        if (OperatingSystem.IsLinux() && Glibc.Version is null)
            throw new NativeLibraryException("libtorch needs glibc, which this system does not have", [], "a Linux system without libc.so.6 (musl)",
                "use a system with glibc 2.34 or newer, such as Debian 12 or Ubuntu 22.04");
        if (path.OverrideIgnored is { } ignored) Console.Error.WriteLine("[fmt] " + ignored);

        // Both files are sought before the first is loaded: nothing can be unloaded again.
        var torch = path.FindLibtorch();
        var shim = path.FindShim();
        if (Allocator.Tune()) notes.Add("allocator tuned");
        Libtorch.Load(torch, notes);
        _shim = Shim.Load(shim, notes);
        return $"libtorch {Path.GetDirectoryName(torch)}; shim {shim}{string.Concat(notes.ConvertAll(n => "; " + n))}";
    }

    /// <summary>TorchSharp's calls go straight to our handle. Its own NativeLibrary.TryLoad does not ask the resolver: on
    /// Linux the bare name matches the loaded library's name, elsewhere the event answers.</summary>
    private static void Offer(List<string> notes)
    {
        var torchSharp = typeof(torch).Assembly;
        var ours = true;
        try
        {
            NativeLibrary.SetDllImportResolver(torchSharp, static (name, _, _) => name == "LibTorchSharp" ? Handle() : IntPtr.Zero);
        }
        catch (InvalidOperationException)
        {
            ours = false;
            notes.Add("TorchSharp already has a resolver of somebody else's");
        }
        if (AssemblyLoadContext.GetLoadContext(torchSharp) is { } context)
            context.ResolvingUnmanagedDll += (_, name) => name == "LibTorchSharp" ? Answer(ours) : IntPtr.Zero;
    }

    /// <summary>What a call of TorchSharp binds to.</summary>
    /// <exception cref="NativeLibraryException">Nothing was loaded, neither here nor by the application itself.</exception>
    private static IntPtr Handle()
    {
        EnsureLoaded();
        if (_shim != IntPtr.Zero || NativeLibrary.TryLoad(NativeNames.File("LibTorchSharp"), out _shim)) return _shim;
        throw new NativeLibraryException(Error!);
    }

    /// <summary>What the search in TorchSharp's static constructor finds. After a failure that is any handle at all, so that it
    /// ends well: its own exception would hide ours, and before it throws it copies all of libtorch beside the application.</summary>
    private static IntPtr Answer(bool callsAskUs) => _shim == IntPtr.Zero && callsAskUs ? NativeLibrary.GetMainProgramHandle() : _shim;
}
