using System.Collections.Generic;
using System.Linq;
using Fmt.Modules;
using Microsoft.CodeAnalysis;

namespace Fmt.Tool.Tests;

/// <summary>Lists of keys for messages and comparisons.</summary>
internal static class Keys
{
    public static IEnumerable<string> Of(IEnumerable<StateEntry> keys) => keys.Select(k => $"{k.Name} [{string.Join(", ", k.Shape)}]");
}
