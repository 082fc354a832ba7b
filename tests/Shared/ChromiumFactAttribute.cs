using System;
using System.IO;
using Xunit;

namespace Fmt.Tests;

/// <summary>A fact that needs Debian's Chromium; skipped by name where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute()
    {
        if (!File.Exists(Chromium.Program)) Skip = $"needs {Chromium.Program}, which is not installed";
    }
}
