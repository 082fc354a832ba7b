using System;
using Xunit;

namespace Fmt.Tests;

/// <summary>A fact that asks Linux about the process; skipped by name elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs Linux's /proc";
}
