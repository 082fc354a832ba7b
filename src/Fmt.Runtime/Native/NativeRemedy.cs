using TorchSharp;

namespace Fmt.Native;

/// <summary>What to advise, by what is wrong.</summary>
internal static class NativeRemedy
{
    public static string Libtorch =>
        $"add the NuGet package libtorch-cpu-{NativeNames.Rid} {Fmt.Native.Libtorch.PackageVersion} to the project that runs, " +
        $"or set FMT_LIBTORCH to the folder that holds {NativeNames.File("torch_cpu")} of another libtorch {Fmt.Native.Libtorch.Wanted}";

    public static string Override =>
        $"set FMT_LIBTORCH to the folder that holds {NativeNames.File("torch_cpu")} of a libtorch {Fmt.Native.Libtorch.Wanted} " +
        $"(in a Python installation: site-packages/torch/lib), or unset it and add the NuGet package libtorch-cpu-{NativeNames.Rid} {Fmt.Native.Libtorch.PackageVersion}";

    public static string Shim => NativeNames.RidHasShim
        ? $"add the NuGet package TorchSharp {TorchSharpVersion} to the project that runs, so that its runtimes/{NativeNames.Rid}/native folder is found"
        : $"TorchSharp {TorchSharpVersion} has native parts for {string.Join(", ", NativeNames.RidsWithShim)} only, not for {NativeNames.Rid}: use one of those";

    public static string System =>
        "use a newer system, or start the process with LD_LIBRARY_PATH naming the folder of a newer libstdc++.so.6 " +
        "(glibc 2.34 and GLIBCXX_3.4.30 are the least; Debian 12 and Ubuntu 22.04 have both)";

    /// <summary>The loaded TorchSharp's version as NuGet writes it.</summary>
    public static string TorchSharpVersion => typeof(torch).Assembly.GetName().Version!.ToString(3);
}
