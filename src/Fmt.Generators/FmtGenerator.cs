using System.Collections.Immutable;
using System.Linq;
using System.Text;
using System.Threading;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Fmt.Generators;

/// <summary>
/// Writes the other half of every network and block. Pipeline: symbols -> declaration (equatable) -> text -> file.
/// It reports nothing but what the compiler would hide from an analyzer (a class that is not partial) and its own faults.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class FmtGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.NetworkAttribute, static (node, _) => node is TypeDeclarationSyntax, static (c, token) => ReadNetwork(c, token))
            .Where(static d => d is not null)
            .WithTrackingName(TrackingNames.Network);
        var networkSources = networks.Select(static (d, token) => SourceWriter.Network(d!, token)).WithTrackingName(TrackingNames.NetworkSource);
        context.RegisterSourceOutput(networkSources, Add);

        var blocks = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.BlockAttribute, static (node, _) => node is TypeDeclarationSyntax, static (c, token) => ReadBlock(c, token))
            .Where(static d => d is not null)
            .WithTrackingName(TrackingNames.Block);
        var blockSources = blocks.Select(static (d, token) => SourceWriter.Block(d!, token)).WithTrackingName(TrackingNames.BlockSource);
        context.RegisterSourceOutput(blockSources, Add);

        var loads = context.CompilationProvider
            .Select(static (c, _) => c.GetTypeByMetadataName(KnownNames.TorchLoader) is { } loader && !SymbolEqualityComparer.Default.Equals(loader.ContainingAssembly, c.Assembly))
            .WithTrackingName(TrackingNames.Loader);
        context.RegisterSourceOutput(loads, static (c, needed) =>
        {
            if (needed) Add(c, SourceWriter.Loader());
        });

        // A second pipeline that yields nothing for good code and may therefore hold real locations.
        context.RegisterSourceOutput(Hidden(context, KnownNames.NetworkAttribute), static (c, d) => c.ReportDiagnostic(d));
        context.RegisterSourceOutput(Hidden(context, KnownNames.BlockAttribute), static (c, d) => c.ReportDiagnostic(d));
    }

    private static NetworkDeclaration? ReadNetwork(GeneratorAttributeSyntaxContext context, CancellationToken cancellation) =>
        context.TargetSymbol is INamedTypeSymbol type && IsExtensible(type, context.TargetNode)
            ? DeclarationReader.ReadNetwork(type, context.Attributes[0], cancellation)
            : null;

    private static BlockInput? ReadBlock(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || !IsExtensible(type, context.TargetNode)) return null;
        var (block, others) = DeclarationReader.ReadBlock(type, cancellation);
        return new BlockInput(block, others);
    }

    private static bool IsExtensible(INamedTypeSymbol type, SyntaxNode node) => type.Name.Length > 0 && IsPartial(node) && ClassReader.Unsupported(type) is null;

    private static bool IsPartial(SyntaxNode node) =>
        node.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().All(SaysPartial);

    private static bool SaysPartial(TypeDeclarationSyntax type) => type.Modifiers.Any(m => m.IsKind(SyntaxKind.PartialKeyword));

    private static IncrementalValuesProvider<Diagnostic> Hidden(IncrementalGeneratorInitializationContext context, string attribute) =>
        context.SyntaxProvider
            .ForAttributeWithMetadataName(attribute, static (node, _) => node is TypeDeclarationSyntax, static (c, _) => FindHidden(c))
            .SelectMany(static (d, _) => d);

    private static ImmutableArray<Diagnostic> FindHidden(GeneratorAttributeSyntaxContext context)
    {
        if (context.TargetSymbol is not INamedTypeSymbol type || context.TargetNode is not TypeDeclarationSyntax syntax) return [];
        var place = syntax.Identifier.GetLocation();
        // A class with both attributes comes by twice.
        if (context.Attributes[0].AttributeClass?.Name == "BlockAttribute" && DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute) is not null) return [];
        if (ClassReader.Unsupported(type) is { } reason) return [Diagnostic.Create(DiagnosticDescriptors.UnsupportedClass, place, type.Name, reason)];
        var closed = syntax.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().FirstOrDefault(t => !SaysPartial(t));
        return closed is null ? [] : [Diagnostic.Create(DiagnosticDescriptors.ClassNotPartial, closed.Identifier.GetLocation(), closed.Identifier.Text)];
    }

    private static void Add(SourceProductionContext context, GeneratedSource source)
    {
        if (source.Failure is { } failure)
            context.ReportDiagnostic(Diagnostic.Create(DiagnosticDescriptors.InternalError, Location.None, source.HintName, failure));
        context.AddSource(source.HintName, SourceText.From(source.Text, Encoding.UTF8));
    }
}
