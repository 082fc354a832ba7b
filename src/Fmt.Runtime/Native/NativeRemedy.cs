using TorchSharp;

namespace Fmt.Native;

/// <summary>What to advise, by what is wrong.</summary>
internal static class NativeRemedy
{
    public static string Libtorch => NativeNames.RidHasShim
        ? $"add {Package} to the project that runs, or set FMT_LIBTORCH to the folder that holds {Library}"
        : OtherPlatform;

    public static string Override =>
        $"set FMT_LIBTORCH to the folder that holds {Library} (in a Python installation: site-packages/torch/lib), or unset it and add {Package}";

    public static string Shim => NativeNames.RidHasShim
        ? $"add {Reference("TorchSharp", TorchSharpVersion)} to the project that runs, so that its runtimes/{NativeNames.Rid}/native folder is found"
        : OtherPlatform;

    public static string System =>
        "use a newer system, or start the process with LD_LIBRARY_PATH naming the folder of a newer libstdc++.so.6 " +
        "(glibc 2.34 and GLIBCXX_3.4.30 are the least; Debian 12 and Ubuntu 22.04 have both)";

    /// <summary>The loaded TorchSharp's version as NuGet writes it.</summary>
    public static string TorchSharpVersion => typeof(torch).Assembly.GetName().Version!.ToString(3);

    private static string Package => Reference("libtorch-cpu-" + NativeNames.Rid, Fmt.Native.Libtorch.PackageVersion);

    private static string Library => $"{NativeNames.File("torch_cpu")} of another libtorch {Fmt.Native.Libtorch.Wanted}";

    private static string OtherPlatform =>
        $"TorchSharp {TorchSharpVersion} has native parts for {string.Join(", ", NativeNames.RidsWithShim)} only, not for {NativeNames.Rid}: use one of those";

    /// <summary>The line of a project file.</summary>
    private static string Reference(string package, string version) => $"<PackageReference Include=\"{package}\" Version=\"{version}\" />";
}
