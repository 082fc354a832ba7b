using System;
using Xunit;

namespace Fmt.Tests;

/// <summary>A theory that mounts a disk; skipped by name where that is not allowed.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountTheoryAttribute : TheoryAttribute
{
    public MountTheoryAttribute() => Skip = SmallDisk.Missing;
}
