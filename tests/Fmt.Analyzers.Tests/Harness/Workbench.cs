using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Basic.Reference.Assemblies;
using Fmt.Generators;
using Fmt.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace Fmt.Analyzers.Tests;

/// <summary>Compiles sources as a user's project would: generator first, then compiler and analyzers.</summary>
internal static class Workbench
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    public static readonly CSharpCompilationOptions CompilationOptions = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        // As the SDK does for CS1701.
        specificDiagnosticOptions: [new("CS1591", ReportDiagnostic.Suppress), new("CS1701", ReportDiagnostic.Suppress)]);

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Fmt.Defences.IDefence).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(TorchSharp.torch).Assembly.Location),
    ];

    public static ImmutableArray<DiagnosticAnalyzer> Analyzers =>
    [
        new DeclarationAnalyzer(), new DefendCallAnalyzer(), new UndeclaredNetworkAnalyzer(), new AwaitInScopeAnalyzer(), new InferenceModeAnalyzer(), new OptimizerOrderAnalyzer(),
        new WeightsAnalyzer(),
    ];

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Case",
        sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, ParseOptions, "File" + i.ToString(CultureInfo.InvariantCulture) + ".cs", Encoding.UTF8)),
        References,
        CompilationOptions);

    /// <summary>The C# among an example's files.</summary>
    public static CSharpCompilation Compile(ExampleFile[] files) => Compile(files.Where(f => !f.IsKeys).Select(f => f.Text).ToArray());

    /// <summary>Findings of compiler, generator and analyzers, in source order.</summary>
    public static async Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Compilation compilation, params ExampleFile[] additional)
    {
        var driver = CSharpGeneratorDriver.Create([new FmtGenerator().AsSourceGenerator()], parseOptions: ParseOptions);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var generated);
        Assert.DoesNotContain(generated, d => d.Id is "CS8785" or "FMT9001");
        var found = await WithAnalyzers(output, additional).GetAllDiagnosticsAsync();
        return [.. found.Concat(generated).OrderBy(d => d.Location.SourceSpan.Start).ThenBy(d => d.Id, StringComparer.Ordinal)];
    }

    public static Task<ImmutableArray<Diagnostic>> DiagnoseAsync(params string[] sources) => DiagnoseAsync(Compile(sources));

    public static Task<ImmutableArray<Diagnostic>> DiagnoseAsync(ExampleFile[] files) => DiagnoseAsync(Compile(files), [.. files.Where(f => f.IsKeys)]);

    /// <summary>Findings of compiler and analyzers without the generator's half. An exception of an analyzer passes through.</summary>
    public static Task<ImmutableArray<Diagnostic>> AnalyzeOnlyAsync(Compilation compilation) => WithAnalyzers(compilation).GetAllDiagnosticsAsync();

    /// <summary>Findings of the analyzers alone.</summary>
    public static Task<ImmutableArray<Diagnostic>> AnalyzerFindingsAsync(Compilation compilation) => WithAnalyzers(compilation).GetAnalyzerDiagnosticsAsync();

    private static CompilationWithAnalyzers WithAnalyzers(Compilation compilation, params ExampleFile[] additional) => compilation.WithAnalyzers(
        Analyzers,
        new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([.. additional.Select(f => new AdditionalFile(f.Name, f.Text))]),
            onAnalyzerException: (e, a, _) => throw new InvalidOperationException(a + ": " + e, e),
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false));

    /// <summary>Asserts that the marked findings are all there are: warnings and errors of anybody, and infos of the marked kinds.</summary>
    public static async Task VerifyAsync(string marked, params ExampleFile[] additional)
    {
        var markup = Markup.Parse(marked);
        var found = (await DiagnoseAsync(Compile(markup.Text), additional)).Where(d => Counts(d, markup)).ToList();
        var expected = markup.Spans.Select(s => s.Id + " " + markup.Text.Substring(s.Span.Start, s.Span.Length) + " " + s.Span);
        var actual = found.Select(d => d.Id + " " + Text(d) + " " + d.Location.SourceSpan);
        Assert.True(expected.SequenceEqual(actual), string.Join("\n", ["expected:", .. expected, "found:", .. actual, .. found.Select(d => d.ToString())]));
    }

    private static bool Counts(Diagnostic d, Markup markup) => d.Severity >= DiagnosticSeverity.Warning || (d.Severity == DiagnosticSeverity.Info && markup.Spans.Any(s => s.Id == d.Id));

    private static string Text(Diagnostic d) => d.Location.SourceTree?.ToString().Substring(d.Location.SourceSpan.Start, d.Location.SourceSpan.Length) ?? "";

    /// <summary>A file that the compiler hands to analyzers. The SDK gives full paths.</summary>
    private sealed class AdditionalFile(string name, string text) : AdditionalText
    {
        public override string Path => "/project/" + name;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }
}
