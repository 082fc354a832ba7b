using System.Runtime.CompilerServices;

namespace Fmt.Tests.Native;

/// <summary>What the generator puts into a consuming assembly; a test may touch torch before anything of FmtDsl.</summary>
internal static class TorchStartup
{
    [ModuleInitializer]
    internal static void Run() => Fmt.Native.TorchLoader.EnsureLoaded();
}
