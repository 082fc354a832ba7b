using System;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Runtime.Loader;
using System.Text;
using Fmt.Generators;
using Fmt.Modules;
using Fmt.Tool.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fmt.Tool.Compiling;

/// <summary>Compiles a declaration with our own generator and loads it: what a project would do, without an SDK on the machine.</summary>
internal static class InProcess
{
    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14, DocumentationMode.None);

    /// <summary>Makes the only network that a source declares.</summary>
    /// <param name="source">C#: one network, and the blocks that it uses.</param>
    /// <exception cref="DeclarationException">The declaration is wrong; the message has what the graph and the compiler say of it.</exception>
    public static NetworkModule Make(string source)
    {
        var compilation = CSharpCompilation.Create(
            "Declared",
            [CSharpSyntaxTree.ParseText(source, Parse, "Declared.cs", Encoding.UTF8)],
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        var driver = CSharpGeneratorDriver.Create([new FmtGenerator().AsSourceGenerator()], parseOptions: Parse);
        driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out var reported);
        using var image = new MemoryStream();
        var result = output.Emit(image);
        var errors = reported.Concat(result.Diagnostics).Where(d => d.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0) throw new DeclarationException("the declaration does not compile: " + errors[0].GetMessage(CultureInfo.InvariantCulture));
        image.Position = 0;
        var type = new AssemblyLoadContext("declared").LoadFromStream(image).GetTypes().Single(t => t.IsSubclassOf(typeof(NetworkModule)));
        try
        {
            return (NetworkModule)Activator.CreateInstance(type)!;
        }
        catch (System.Reflection.TargetInvocationException e) when (e.InnerException is InvalidOperationException inner)
        {
            throw new DeclarationException(inner.Message);
        }
    }

    /// <summary>What this program itself runs on: the framework, TorchSharp and FmtDsl.</summary>
    private static ImmutableArray<MetadataReference> References() =>
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => p.Length > 0 && IsNeeded(Path.GetFileNameWithoutExtension(p)))
            .Select(p => MetadataReference.CreateFromFile(p)),
    ];

    private static bool IsNeeded(string name) =>
        name is "netstandard" or "mscorlib" or "TorchSharp" or "Fmt.Runtime" or "Fmt.Defences" or "Fmt.Zoo" || name.StartsWith("System", StringComparison.Ordinal);
}
