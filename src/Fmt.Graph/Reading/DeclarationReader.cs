using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Fmt.Graph;

/// <summary>The front door: turns symbols into declarations. Generator, analyzer and fixes all come through here.</summary>
internal static class DeclarationReader
{
    /// <summary>Reads a class with <c>[Network]</c>, and every block it uses.</summary>
    public static NetworkDeclaration ReadNetwork(INamedTypeSymbol type, AttributeData network, CancellationToken cancellation)
    {
        var own = ClassReader.Read(type, cancellation);
        if (LikeReader.TypeOf(network) is not { } like) return Declare(own, type, network, network, cancellation);
        if (LikeReader.Find(type, like, out var problem) is { } source)
        {
            (var taken, problem) = LikeReader.Take(type, own, source.Type, cancellation);
            if (problem.Length == 0) return Declare(taken, source.Type, network, source.Attribute, cancellation) with { Like = new LikeDeclaration(like.Name, "") };
        }

        return Declare(own, type, network, network, cancellation) with { Like = new LikeDeclaration(like.Name, problem) };
    }

    /// <param name="declaration">The class with its members.</param>
    /// <param name="source">The class that the members stand in.</param>
    /// <param name="network">Its own attribute.</param>
    /// <param name="other">The attribute that has what its own does not give.</param>
    private static NetworkDeclaration Declare(ClassDeclaration declaration, INamedTypeSymbol source, AttributeData network, AttributeData other, CancellationToken cancellation)
    {
        var blocks = new Dictionary<string, ClassDeclaration>();
        CollectBlocks(source, blocks, cancellation);
        var (own, its) = (AttributeReader.Read(network), AttributeReader.Read(other));
        var givesNormalisation = new[] { "Mean", "Std" }.Any(name => Find(own, name).IsGiven);
        var normalisation = givesNormalisation ? network : other;
        return new NetworkDeclaration(
            declaration,
            Find(own, "Input").Text,
            (int)(Find(own, "Classes").IsGiven ? Find(own, "Classes") : Find(its, "Classes")).Number,
            Numbers(normalisation, "Mean"),
            Numbers(normalisation, "Std"),
            blocks.Values.OrderBy(b => b.FullName, System.StringComparer.Ordinal).ToEquatable());
    }

    /// <summary>Reads a class with <c>[Block]</c>, and every block it uses in turn.</summary>
    public static (ClassDeclaration Block, EquatableArray<ClassDeclaration> Others) ReadBlock(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var blocks = new Dictionary<string, ClassDeclaration>();
        CollectBlocks(type, blocks, cancellation);
        return (ClassReader.Read(type, cancellation), blocks.Values.OrderBy(b => b.FullName, System.StringComparer.Ordinal).ToEquatable());
    }

    /// <summary>The attribute of a class by its full name; null where it has none.</summary>
    public static AttributeData? FindAttribute(ISymbol symbol, string fullName) =>
        symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { } c && c.ContainingNamespace?.Name == "Fmt" && c.ToDisplayString() == fullName);

    private static Constant Find(EquatableArray<Argument> arguments, string name) => arguments.FirstOrDefault(a => a.Name == name)?.Value ?? Constant.None;

    private static EquatableArray<double> Numbers(AttributeData attribute, string name)
    {
        var argument = attribute.NamedArguments.FirstOrDefault(a => a.Key == name).Value;
        return argument is { Kind: TypedConstantKind.Array, IsNull: false }
            ? argument.Values.Select(v => v is { Kind: not TypedConstantKind.Error, Value: double d } ? d : double.NaN).ToEquatable()
            : default;
    }

    private static void CollectBlocks(INamedTypeSymbol type, Dictionary<string, ClassDeclaration> found, CancellationToken cancellation)
    {
        foreach (var block in type.GetMembers().OfType<IPropertySymbol>().SelectMany(p => p.GetAttributes()).Select(AttributeReader.BlockOf))
        {
            cancellation.ThrowIfCancellationRequested();
            if (block is null || FindAttribute(block, KnownNames.BlockAttribute) is null) continue;
            var declaration = ClassReader.Read(block, cancellation);
            if (found.ContainsKey(declaration.FullName)) continue;
            found[declaration.FullName] = declaration;
            CollectBlocks(block, found, cancellation);
        }
    }
}
