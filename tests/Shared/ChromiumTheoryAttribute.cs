using System;
using System.IO;
using Xunit;

namespace Fmt.Tests;

/// <summary>A theory that needs Debian's Chromium; skipped by name where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ChromiumTheoryAttribute : TheoryAttribute
{
    public ChromiumTheoryAttribute()
    {
        if (!File.Exists(Chromium.Program)) Skip = $"needs {Chromium.Program}, which is not installed";
    }
}
