using System;
using System.Linq;
using System.Reflection;
using System.Runtime.InteropServices;

namespace Fmt.Tool.Running;

/// <summary>How an installed tool, which has no project file, comes by its libtorch.</summary>
internal static class LibtorchAdvice
{
    /// <summary>The libtorch that this tool was built for.</summary>
    private static readonly string Version = typeof(LibtorchAdvice).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == "LibtorchVersion").Value!;

    /// <summary>As packages name it; the system's own name may be a distribution's.</summary>
    private static string Rid => $"{(OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux")}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    private static string Package => "libtorch-cpu-" + Rid;

    /// <summary>What to type.</summary>
    public static string Text =>
        $"""
        fmtdsl carries no libtorch. Download it once, and name its folder in FMT_LIBTORCH:
          dotnet package download {Package}@{Version} --output DIR
          FMT_LIBTORCH=DIR/{Package}/{Version}/runtimes/{Rid}/native
        In the NuGet package folder it is found without FMT_LIBTORCH. declare, keys and summary need none.
        """;
}
