using System;
using Xunit;

namespace Fmt.Tests;

/// <summary>A fact that needs shared material; skipped by name where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class SharedFactAttribute : FactAttribute
{
    public SharedFactAttribute(string needs)
    {
        if (!SharedMaterial.Exists(needs)) Skip = $"needs ../shared/{needs}, which is not here";
    }
}
