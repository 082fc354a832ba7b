using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Fmt.Analyzers;

/// <summary>Where problems are in the source: the way back from keys, which hold no locations, to the symbols they were read from.</summary>
internal sealed class DeclarationMap
{
    private readonly INamedTypeSymbol _root;
    private readonly AttributeData _attribute;
    private readonly Dictionary<string, INamedTypeSymbol> _classes = [];
    private readonly CancellationToken _cancellation;

    /// <param name="root">The network or block.</param>
    /// <param name="attribute">Its <c>[Network]</c> or <c>[Block]</c>.</param>
    public DeclarationMap(INamedTypeSymbol root, AttributeData attribute, CancellationToken cancellation)
    {
        (_root, _attribute, _cancellation) = (root, attribute, cancellation);
        Collect(root);
    }

    /// <summary>The class that a key names; null where it is not known.</summary>
    public INamedTypeSymbol? Class(string fullName) => _classes.TryGetValue(fullName, out var type) ? type : null;

    /// <summary>The best place there is: the text inside an argument, the argument, the attribute, the property, the class.</summary>
    public Place Find(Problem problem)
    {
        var key = problem.Key;
        if (Class(key.Class) is not { } type) return new Place(_root.Locations[0], false);
        if (type.DeclaringSyntaxReferences.Length == 0) return new Place(FindUse(key.Class) ?? _root.Locations[0], false);
        if (key.Member.Length == 0) return InAttribute(SymbolEqualityComparer.Default.Equals(type, _root) ? _attribute : null, key) ?? new Place(type.Locations[0], false);
        if (type.GetMembers(key.Member).OfType<IPropertySymbol>().FirstOrDefault() is not { } property) return new Place(type.Locations[0], false);
        if (problem.Kind == ProblemKind.WrongMemberType && Syntax(property) is { } syntax) return new Place(syntax.Type.GetLocation(), true);
        var layer = key.Layer >= 0 ? Layers(property).ElementAtOrDefault(key.Layer)
            : key.Argument.Length > 0 ? DeclarationReader.FindAttribute(property, KnownNames.ParameterAttribute)
            : null;
        if (layer is not null && problem.Kind == ProblemKind.NotABlock && TypeArgument(layer) is { } block) return new Place(block, false);
        return InAttribute(layer, key) ?? new Place(property.Locations[0], true);
    }

    private static IEnumerable<AttributeData> Layers(IPropertySymbol property) => property.GetAttributes().Where(a => AttributeReader.IsLayer(a.AttributeClass));

    private PropertyDeclarationSyntax? Syntax(IPropertySymbol property) =>
        property.DeclaringSyntaxReferences.Length == 0 ? null : property.DeclaringSyntaxReferences[0].GetSyntax(_cancellation) as PropertyDeclarationSyntax;

    private Place? InAttribute(AttributeData? attribute, ProblemKey key)
    {
        if (attribute?.ApplicationSyntaxReference?.GetSyntax(_cancellation) is not AttributeSyntax syntax) return null;
        var expression = key.Argument.Length == 0 ? null : ArgumentFinder.Find(attribute, syntax, key.Argument);
        return expression is null ? new Place(syntax.GetLocation(), false) : LiteralText.Find(expression, key.Start, key.Length);
    }

    private Location? TypeArgument(AttributeData attribute)
    {
        var name = (attribute.ApplicationSyntaxReference?.GetSyntax(_cancellation) as AttributeSyntax)?.Name;
        while (name is QualifiedNameSyntax or AliasQualifiedNameSyntax)
            name = name is QualifiedNameSyntax qualified ? qualified.Right : ((AliasQualifiedNameSyntax)name).Name;
        return (name as GenericNameSyntax)?.TypeArgumentList.Arguments.FirstOrDefault()?.GetLocation();
    }

    /// <summary>The root's attribute that brings in a block of another assembly, which has no place of its own here.</summary>
    private Location? FindUse(string block)
    {
        foreach (var layer in _root.GetMembers().OfType<IPropertySymbol>().SelectMany(Layers))
        {
            if (AttributeReader.BlockOf(layer) is not { } used) continue;
            var inside = new DeclarationMap(used, layer, _cancellation);
            if (inside.Class(block) is not null) return layer.ApplicationSyntaxReference?.GetSyntax(_cancellation).GetLocation();
        }

        return null;
    }

    private void Collect(INamedTypeSymbol type)
    {
        var name = type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        if (_classes.ContainsKey(name)) return;
        _classes[name] = type;
        foreach (var block in type.GetMembers().OfType<IPropertySymbol>().SelectMany(p => p.GetAttributes()).Select(AttributeReader.BlockOf))
            if (block is not null) Collect(block);
    }
}
