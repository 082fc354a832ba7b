using System.IO;
using Xunit;

namespace Fmt.Tests.Package;

/// <summary>A fact that needs gcc and zlib to link; skipped by name where they are missing.</summary>
[System.AttributeUsage(System.AttributeTargets.Method)]
internal sealed class LinkerFactAttribute : FactAttribute
{
    public LinkerFactAttribute()
    {
        if (!File.Exists("/usr/bin/gcc") || !File.Exists("/usr/include/zlib.h")) Skip = "needs gcc and zlib's headers to link, which are not here";
    }
}
