using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using System.Text;
using System.Threading.Tasks;
using Basic.Reference.Assemblies;
using Fmt.Analyzers;
using Fmt.Generators;
using Fmt.Modules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>A declaration compiled as a user's project would compile it: generator, compiler, analyzers; then loaded.</summary>
internal sealed class Compiled : IDisposable
{
    private static readonly CSharpParseOptions _parse = new(LanguageVersion.CSharp14);

    private static readonly ImmutableArray<MetadataReference> _references =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(Fmt.Defences.IDefence).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(TorchSharp.torch).Assembly.Location),
    ];

    private readonly AssemblyLoadContext _context;

    private Compiled(AssemblyLoadContext context, NetworkModule network) => (_context, Network) = (context, network);

    public NetworkModule Network { get; }

    /// <summary>Compiles; nothing may be wrong with it, not even a warning.</summary>
    public static async Task<Compiled> OfAsync(string source)
    {
        var (compilation, found) = await CheckAsync(source);
        Assert.True(found.IsEmpty, string.Join("\n", found) + "\n\n" + source);
        using var image = new MemoryStream();
        Assert.True(compilation.Emit(image).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("skeleton", isCollectible: true);
        var type = Assert.Single(context.LoadFromStream(image).GetTypes(), t => t.IsSubclassOf(typeof(NetworkModule)));
        return new Compiled(context, (NetworkModule)Activator.CreateInstance(type)!);
    }

    /// <summary>Compiles into a file; gives its path.</summary>
    public static async Task<string> ToFileAsync(string source, string path, params string[] references)
    {
        var (compilation, found) = await CheckAsync(source, Path.GetFileNameWithoutExtension(path), [.. references.Select(r => MetadataReference.CreateFromFile(r))]);
        Assert.True(found.IsEmpty, string.Join("\n", found));
        Assert.True(compilation.Emit(path).Success);
        return path;
    }

    /// <summary>Compiles a program to be run beside the tool; gives its path.</summary>
    public static async Task<string> ToProgramAsync(string source, string path)
    {
        var (compilation, found) = await CheckAsync(source, Path.GetFileNameWithoutExtension(path));
        Assert.True(found.IsEmpty, string.Join("\n", found));
        Assert.True(compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication)).Emit(path).Success);
        return path;
    }

    /// <summary>What compiler, generator and analyzers say, from warnings on.</summary>
    public static async Task<(Compilation Compilation, ImmutableArray<Diagnostic> Found)> CheckAsync(string source, string name = "Skeleton", params MetadataReference[] more)
    {
        var compilation = CSharpCompilation.Create(
            name,
            [CSharpSyntaxTree.ParseText(source, _parse, "Skeleton.cs", Encoding.UTF8)],
            _references.AddRange(more),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress)]));
        CSharpGeneratorDriver.Create([new FmtGenerator().AsSourceGenerator()], parseOptions: _parse).RunGeneratorsAndUpdateCompilation(compilation, out var output, out var generated);
        var analyzed = await output.WithAnalyzers([new DeclarationAnalyzer()]).GetAllDiagnosticsAsync();
        return (output, [.. generated.Concat(analyzed).Where(d => d.Severity >= DiagnosticSeverity.Warning)]);
    }

    /// <summary>The compiler's parser alone.</summary>
    public static IEnumerable<Diagnostic> SyntaxErrors(string source) => CSharpSyntaxTree.ParseText(source, _parse).GetDiagnostics();

    public void Dispose()
    {
        Network.Dispose();
        _context.Unload();
    }
}
