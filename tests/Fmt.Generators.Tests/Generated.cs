using System.Collections.Immutable;
using System.Linq;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Fmt.Generators.Tests;

/// <summary>What one run of the generator gave.</summary>
/// <param name="Output">The user's code and the generated one.</param>
/// <param name="Reported">What the generator itself reported.</param>
/// <param name="Sources">The generated files by hint name.</param>
internal sealed record Generated(Compilation Output, ImmutableArray<Diagnostic> Reported, ImmutableSortedDictionary<string, string> Sources)
{
    /// <summary>All that the compiler says of the whole, informational findings left out.</summary>
    public Diagnostic[] Compiler() => Output.GetDiagnostics().Where(d => d.Severity >= DiagnosticSeverity.Warning).ToArray();

    /// <summary>Asserts that neither compiler nor generator has anything to say.</summary>
    public Generated AssertClean()
    {
        Assert.True(Reported.IsEmpty, string.Join("\n", Reported));
        AssertCompiles();
        return this;
    }

    /// <summary>Asserts that the compiler has nothing to say.</summary>
    public void AssertCompiles()
    {
        var found = Compiler();
        Assert.True(found.Length == 0, string.Join("\n", found.Take(5).Select(d => d.ToString() + "\n    " + LineOf(d))));
    }

    private static string LineOf(Diagnostic d) =>
        d.Location.SourceTree is { } tree ? tree.GetText().Lines[d.Location.GetLineSpan().StartLinePosition.Line].ToString().Trim() : "";
}
