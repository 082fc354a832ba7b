using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fmt.Graph;

/// <summary>Reads a network's or block's class.</summary>
internal static class ClassReader
{
    private static readonly SymbolDisplayFormat TypeFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    public static ClassDeclaration Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var members = new List<MemberDeclaration>();
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            cancellation.ThrowIfCancellationRequested();
            if (ReadMember(property, cancellation) is { } member) members.Add(member);
        }

        return new ClassDeclaration(type.Name, type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), Shell(type), members.ToEquatable());
    }

    /// <summary>A property with layer attributes or <c>[Parameter]</c>; null for any other.</summary>
    private static MemberDeclaration? ReadMember(IPropertySymbol property, CancellationToken cancellation)
    {
        var attributes = property.GetAttributes();
        var layers = attributes.Select(AttributeReader.ReadLayer).OfType<LayerDeclaration>().ToEquatable();
        var parameter = DeclarationReader.FindAttribute(property, KnownNames.ParameterAttribute);
        if (layers.Count == 0 && parameter is null) return null;
        var nullable = property.NullableAnnotation == NullableAnnotation.Annotated;
        var bare = IsBound(property.Type) ? property.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) : "";
        return new MemberDeclaration(
            property.Name,
            bare,
            nullable,
            ReadProperty(property, cancellation),
            layers,
            parameter is null || layers.Count > 0 ? null : new ParameterDeclaration(AttributeReader.Read(parameter).FirstOrDefault(a => a.Name == "Value")?.Value ?? Constant.None));
    }

    private static PropertyText ReadProperty(IPropertySymbol property, CancellationToken cancellation)
    {
        var type = property.Type.ToDisplayString(TypeFormat);
        var definition = property.IsPartialDefinition && (property.PartialImplementationPart is not { } body || IsGenerated(body));
        // A block of a referenced assembly has its implementation there.
        if (property.DeclaringSyntaxReferences.Length == 0) return new PropertyText(true, "", type, Identifier(property.Name), default, false);
        if (property.DeclaringSyntaxReferences[0].GetSyntax(cancellation) is not PropertyDeclarationSyntax syntax || !definition)
            return new PropertyText(false, "", type, Identifier(property.Name), default, false);
        if (property.Type is IErrorTypeSymbol) type = syntax.Type.ToString();
        var accessors = (syntax.AccessorList?.Accessors ?? default).Select(a => (a.Modifiers.ToString() + " " + a.Keyword.Text).Trim()).ToEquatable();
        var documented = syntax.GetLeadingTrivia().Any(t => t.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || t.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia));
        return new PropertyText(true, syntax.Modifiers.ToString(), type, Identifier(property.Name), accessors, documented);
    }

    private static bool IsBound(ITypeSymbol type) => type.TypeKind != TypeKind.Error && (type is not INamedTypeSymbol named || named.TypeArguments.All(IsBound));

    /// <summary>The generator's own part: an analyzer sees the compilation with it. The compiler names such a tree after the generator's class.</summary>
    private static bool IsGenerated(IPropertySymbol body) =>
        body.DeclaringSyntaxReferences.All(r => r.SyntaxTree.FilePath.Contains(KnownNames.Generator));

    /// <summary>Whether the generator can add a part to this class; the reason where it cannot.</summary>
    public static string? Unsupported(INamedTypeSymbol type)
    {
        if (type.IsFileLocal) return "is file-local";
        if (type.IsStatic) return "is static";
        if (type.IsRecord) return "is a record";
        if (type.IsGenericType) return "is generic";
        if (type.IsAbstract) return "is abstract";
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } other && other.ToDisplayString() != KnownNames.NetworkModule)
            return $"derives from {other.Name}";
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            if (outer.IsGenericType) return $"is inside the generic type {outer.Name}";
        return null;
    }

    private static ClassShell Shell(INamedTypeSymbol type)
    {
        var containers = new List<string>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType) containers.Insert(0, Header(outer));
        var name = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        return new ClassShell(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)),
            containers.ToEquatable(),
            Header(type),
            Identifier(type.Name),
            new string(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '-').ToArray()),
            type.DeclaringSyntaxReferences.Length > 0,
            StrayMember(type));
    }

    private static string StrayMember(INamedTypeSymbol type)
    {
        SyntaxTree? home = null;
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (property.DeclaringSyntaxReferences.Length == 0 || !property.GetAttributes().Any(a => AttributeReader.IsLayer(a.AttributeClass))) continue;
            var tree = property.DeclaringSyntaxReferences[0].SyntaxTree;
            home ??= tree;
            if (tree != home) return property.Name;
        }

        return "";
    }

    private static string Header(INamedTypeSymbol type)
    {
        var keyword = type.TypeKind switch { TypeKind.Struct => "struct", TypeKind.Interface => "interface", _ => "class" };
        return "partial " + (type.IsRecord ? "record " + (type.TypeKind == TypeKind.Struct ? "struct" : "class") : keyword) + " " + Identifier(type.Name);
    }

    private static string Identifier(string name) =>
        SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None || SyntaxFacts.GetContextualKeywordKind(name) is SyntaxKind.FieldKeyword ? "@" + name : name;
}
