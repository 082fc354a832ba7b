using System;
using Xunit;

namespace Fmt.Tests;

/// <summary>A theory that needs shared material; skipped by name where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedTheoryAttribute : TheoryAttribute
{
    public SharedTheoryAttribute(string needs)
    {
        if (!SharedMaterial.Exists(needs)) Skip = $"needs ../shared/{needs}, which is not here";
    }
}
