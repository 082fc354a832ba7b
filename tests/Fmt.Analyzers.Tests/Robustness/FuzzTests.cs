using System;
using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Fmt.Analyzers.Tests;

/// <summary>
/// Spoilt declarations, by seed. Whatever they are: neither generator nor analyzers throw, a fallback is written exactly where an error is reported,
/// and the compiler never complains of generated code alone.
/// </summary>
public class FuzzTests
{
    private const int CasesPerGroup = 200;

    /// <summary>Set FMT_FUZZ_SEED to look elsewhere; without it every run has the same cases.</summary>
    private static readonly int FirstSeed = int.TryParse(Environment.GetEnvironmentVariable("FMT_FUZZ_SEED"), NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : 0;

    // A seed's case can be looked at by itself: new Mutator(seed).Spoil(Corpus.Text(name)).
    public static TheoryData<string, int> Groups
    {
        get
        {
            var groups = new TheoryData<string, int>();
            foreach (var name in Corpus.All)
                for (var group = 0; group < 4; group++) groups.Add((string)name[0], FirstSeed + group * CasesPerGroup);
            return groups;
        }
    }

    [Theory]
    [MemberData(nameof(Groups))]
    public async Task Spoilt_declarations(string name, int first)
    {
        var faults = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(first, CasesPerGroup), async (seed, _) =>
        {
            var text = new Mutator(seed).Spoil(Corpus.Text(name));
            try
            {
                foreach (var fault in await CheckAsync(text)) faults.Add($"seed {seed}: {fault}\n{text}");
            }
            catch (Exception e)
            {
                faults.Add($"seed {seed}: {e}\n{text}");
            }
        });
        var all = faults.Order(StringComparer.Ordinal).ToList();
        Assert.True(all.Count == 0, $"{all.Count} faults\n{string.Join("\n", all.Select(f => f.Split('\n')[0]))}\n\n{all.FirstOrDefault()}");
    }

    private static async Task<List<string>> CheckAsync(string text)
    {
        var faults = new List<string>();
        var compilation = Workbench.Compile(text);
        var driver = CSharpGeneratorDriver.Create([new FmtGenerator().AsSourceGenerator()], parseOptions: Workbench.ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out var output, out var generated);
        faults.AddRange(generated.Where(d => d.Id is "CS8784" or "CS8785" or "FMT9001").Select(d => d.ToString()));

        var compiler = output.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).ToList();
        var user = output.SyntaxTrees.First();
        if (compiler.Count > 0 && compiler.All(d => d.Location.SourceTree is { } tree && tree != user)) faults.Add("only in generated code: " + compiler[0]);

        // An exception of an analyzer passes through.
        var ours = (await Workbench.AnalyzerFindingsAsync(output)).Concat(generated).Where(d => d.Severity == DiagnosticSeverity.Error && d.Id[3] is not ('4' or '9')).ToList();
        var sources = driver.GetRunResult().Results[0].GeneratedSources;
        var fallbacks = sources.Where(s => s.SourceText.ToString().Contains(Fallback, StringComparison.Ordinal)).Select(s => s.HintName).ToList();
        if (fallbacks.Count > 0 && ours.Count == 0 && compiler.Count == 0) faults.Add("fallback without an error: " + fallbacks[0]);
        // A text that does not parse may be read in another way once the generated half is there; then it is the compiler that has the say.
        if (user.GetDiagnostics().Any(d => d.Severity == DiagnosticSeverity.Error)) return faults;
        faults.AddRange(ours.Where(d => !HasFallback(d, output, sources)).Select(d => "error without a fallback: " + d));
        return faults;
    }

    private const string Fallback = "has errors; the compiler lists them as FMT diagnostics";

    /// <summary>Whether one of the classes that a finding is about, its own or the network it comes of, has only a fallback or nothing at all.</summary>
    private static bool HasFallback(Diagnostic diagnostic, Compilation compilation, ImmutableArray<GeneratedSourceResult> sources) => diagnostic.AdditionalLocations.Prepend(diagnostic.Location)
        .Select(place => place.SourceTree!.GetRoot().FindNode(place.SourceSpan).AncestorsAndSelf().OfType<TypeDeclarationSyntax>().FirstOrDefault())
        .Where(type => type is not null)
        .Select(type => compilation.GetSemanticModel(type!.SyntaxTree).GetDeclaredSymbol(type)!.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat))
        .Any(name => sources.Where(s => s.HintName == name + ".g.cs" || s.HintName.StartsWith(name + "-", StringComparison.Ordinal)).All(s => s.SourceText.ToString().Contains(Fallback, StringComparison.Ordinal)));
}
