using System.Runtime.CompilerServices;

namespace Fmt.Generators.Tests.Layers;

/// <summary>A test may touch torch before anything of FmtDsl does.</summary>
internal static class TorchStartup
{
    [ModuleInitializer]
    internal static void Run() => Fmt.Native.TorchLoader.EnsureLoaded();
}
