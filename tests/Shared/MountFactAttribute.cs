using System;
using Xunit;

namespace Fmt.Tests;

/// <summary>A fact that mounts a disk; skipped by name where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = SmallDisk.Missing;
}
