using System;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Fmt.Native;

/// <summary>How this platform names native libraries and their package folders.</summary>
internal static class NativeNames
{
    /// <summary>The platforms TorchSharp carries LibTorchSharp for.</summary>
    public static ImmutableArray<string> RidsWithShim { get; } = ["linux-x64", "win-x64", "win-arm64", "osx-arm64"];

    public static string Rid { get; } =
        (OperatingSystem.IsWindows() ? "win-" : OperatingSystem.IsMacOS() ? "osx-" : "linux-") +
        RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => "x64", Architecture.Arm64 => "arm64", var other => other.ToString().ToLowerInvariant() };

    public static bool RidHasShim => RidsWithShim.Contains(Rid);

    /// <summary><c>torch_cpu</c> as a file name: <c>libtorch_cpu.so</c>, <c>torch_cpu.dll</c>, <c>libtorch_cpu.dylib</c>.</summary>
    public static string File(string stem) =>
        OperatingSystem.IsWindows() ? stem + ".dll" : OperatingSystem.IsMacOS() ? $"lib{stem}.dylib" : $"lib{stem}.so";
}
