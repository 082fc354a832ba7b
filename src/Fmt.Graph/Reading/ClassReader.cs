using System.Collections.Generic;
using System.Globalization;
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
        // Half-typed code may have no name.
        if ((layers.Count == 0 && parameter is null) || property.Name.Length == 0) return null;
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
        if (type.TypeKind != TypeKind.Class) return type.TypeKind == TypeKind.Struct ? "is a struct" : "is an interface";
        if (type.IsFileLocal) return "is file-local";
        if (KnownNames.IsGenerated(type.Name)) return "has the name of a member that is generated";
        if (type.IsStatic) return "is static";
        if (type.IsRecord) return "is a record";
        if (type.Arity > 0) return "is generic";
        if (type.IsAbstract) return "is abstract";
        if (type.BaseType is { SpecialType: not SpecialType.System_Object } other && other.ToDisplayString() != KnownNames.NetworkModule)
            return $"derives from {other.Name}";
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
            if (outer.Arity > 0) return $"is inside the generic type {outer.Name}";
        var block = DeclarationReader.FindAttribute(type, KnownNames.BlockAttribute) is not null;
        if (block && DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute) is not null) return "is both a network and a block";
        if (block && IsHidden(type)) return "is private or protected, so that no generated network can name it";
        return type.InstanceConstructors.Any(IsOwnConstructor) ? "has a constructor that the generated half makes" : null;
    }

    private static bool IsExtensible(INamedTypeSymbol type)
    {
        if (type.DeclaringSyntaxReferences.Length == 0) return true;
        if (Unsupported(type) is not null) return false;
        for (var t = type; t is not null; t = t.ContainingType)
            if (t.DeclaringSyntaxReferences.Any(r => r.GetSyntax() is TypeDeclarationSyntax d && !d.Modifiers.Any(m => m.IsKind(SyntaxKind.PartialKeyword)))) return false;
        return true;
    }

    private static bool IsHidden(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.ContainingType)
            if (t.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal) return true;
        return false;
    }

    /// <summary>A constructor without parameters, or a primary one, in the user's own half.</summary>
    private static bool IsOwnConstructor(IMethodSymbol constructor) =>
        !constructor.IsImplicitlyDeclared
        && constructor.DeclaringSyntaxReferences.Any(r => !r.SyntaxTree.FilePath.Contains(KnownNames.Generator) && (constructor.Parameters.Length == 0 || r.GetSyntax() is TypeDeclarationSyntax));

    private static ClassShell Shell(INamedTypeSymbol type)
    {
        var containers = new List<string>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType) containers.Insert(0, Header(outer));
        return new ClassShell(
            type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)),
            containers.ToEquatable(),
            Header(type),
            Identifier(type.Name),
            HintName(type),
            type.DeclaringSyntaxReferences.Length > 0,
            IsExtensible(type),
            StrayMember(type));
    }

    /// <summary>The full name; with a hash behind it where that would not be unique, since such names are compared without case.</summary>
    private static string HintName(INamedTypeSymbol type)
    {
        var name = type.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat);
        var plain = new string(name.Select(c => char.IsLetterOrDigit(c) || c is '.' or '_' ? c : '-').ToArray());
        if (plain == name && !HasTwin(type)) return plain;
        var hash = 2166136261u;
        foreach (var c in name) hash = unchecked((hash ^ c) * 16777619u);
        return plain + "-" + hash.ToString("x8", CultureInfo.InvariantCulture);
    }

    /// <summary>Whether a type or a namespace around it has a neighbour whose name differs in case only.</summary>
    private static bool HasTwin(INamedTypeSymbol type)
    {
        for (INamespaceOrTypeSymbol s = type; s.ContainingSymbol is INamespaceOrTypeSymbol around; s = around)
            if (around.GetMembers().Any(m => m is INamespaceOrTypeSymbol && m.Name != s.Name && string.Equals(m.Name, s.Name, System.StringComparison.OrdinalIgnoreCase))) return true;
        return false;
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
