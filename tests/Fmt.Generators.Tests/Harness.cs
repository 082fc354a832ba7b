using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using Basic.Reference.Assemblies;
using Fmt.Graph;
using Fmt.Modules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using TorchSharp;
using Xunit;

namespace Fmt.Generators.Tests;

/// <summary>Compiles sources with the generator, as a build would.</summary>
internal static class Harness
{
    public static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    public static readonly ImmutableArray<MetadataReference> References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(NetworkModule).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Fmt.Defences.IDefence).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(torch).Assembly.Location),
    ];

    // The SDK silences CS1701 and CS1702 (an older framework in a reference) in every project.
    private static readonly ImmutableDictionary<string, ReportDiagnostic> Silenced =
        ImmutableDictionary<string, ReportDiagnostic>.Empty.Add("CS1591", ReportDiagnostic.Suppress).Add("CS1701", ReportDiagnostic.Suppress).Add("CS1702", ReportDiagnostic.Suppress);

    private const string Usings = "using Fmt;\nusing TorchSharp;\nusing TorchSharp.Modules;\n";

    /// <summary>The usings of every case; the members come after them.</summary>
    public static string With(string source) => Usings + source;

    public static SyntaxTree Tree(string source, string path, CSharpParseOptions? parse = null) => CSharpSyntaxTree.ParseText(source, parse ?? Parse, path, Encoding.UTF8);

    public static CSharpCompilation Compile(params string[] sources) => CSharpCompilation.Create(
        "Case",
        sources.Select((s, i) => Tree(s, "File" + i.ToString(CultureInfo.InvariantCulture) + ".cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: Silenced));

    public static GeneratorDriver Driver(CSharpParseOptions? parse = null) => CSharpGeneratorDriver.Create(
        [new FmtGenerator().AsSourceGenerator()],
        parseOptions: parse ?? Parse,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static Generated Run(params string[] sources) => Run(Compile(sources));

    public static Generated Run(CSharpCompilation compilation, GeneratorDriver? driver = null)
    {
        driver = (driver ?? Driver()).RunGeneratorsAndUpdateCompilation(compilation, out var output, out var reported);
        Assert.DoesNotContain(reported, d => d.Id is "CS8784" or "CS8785");
        var sources = driver.GetRunResult().Results.Single().GeneratedSources;
        return new Generated(output, reported, sources.ToImmutableSortedDictionary(s => s.HintName, s => s.SourceText.ToString(), StringComparer.Ordinal));
    }

    /// <summary>The problems of a class, as the analyzer finds them.</summary>
    public static GraphResult Problems(string source, string metadataName)
    {
        var type = Compile(source).GetTypeByMetadataName(metadataName) ?? throw new InvalidOperationException("no type " + metadataName);
        var attribute = DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute)!;
        return GraphBuilder.Build(DeclarationReader.ReadNetwork(type, attribute, default));
    }

    /// <summary>The files of the zoo.</summary>
    public static string[] Zoo() => Directory.GetFiles(Path.Combine(Fmt.Tests.SharedMaterial.RepositoryRoot(), "src", "Fmt.Zoo"), "*.cs").Order(StringComparer.Ordinal).Select(File.ReadAllText).ToArray();
}
