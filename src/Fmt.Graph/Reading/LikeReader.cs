using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace Fmt.Graph;

/// <summary>Reads <c>[Network(Like = typeof(Other))]</c>: the members of another network, in source or in a referenced assembly.</summary>
internal static class LikeReader
{
    /// <summary>The type that an attribute names; null where it names none, or none that binds (the compiler says so).</summary>
    public static INamedTypeSymbol? TypeOf(AttributeData network) =>
        network.NamedArguments.FirstOrDefault(a => a.Key == "Like").Value is { Kind: TypedConstantKind.Type, Value: INamedTypeSymbol { TypeKind: not TypeKind.Error } type } ? type : null;

    /// <summary>The network whose own members are taken: at the end of a chain, where one network is like another that is like a third.</summary>
    /// <returns>The network and its attribute; null where there is none, with the reason.</returns>
    public static (INamedTypeSymbol Type, AttributeData Attribute)? Find(INamedTypeSymbol asking, INamedTypeSymbol like, out string problem)
    {
        var seen = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default) { asking };
        problem = "";
        for (var type = like; seen.Add(type);)
        {
            if (DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute) is not { } attribute)
            {
                problem = $"{type.Name} has no [Network]";
                return null;
            }

            if (TypeOf(attribute) is not { } next) return (type, attribute);
            like = type = next;
        }

        problem = $"{like.Name} is like itself";
        return null;
    }

    /// <summary>The class with the members of the other, and why that cannot be; empty where it can.</summary>
    public static (ClassDeclaration Class, string Problem) Take(INamedTypeSymbol asking, ClassDeclaration own, INamedTypeSymbol like, CancellationToken cancellation)
    {
        var problem = own.Members.Count > 0 ? $"it has members of its own ({own.Members[0].Name})" : "";
        var isOther = !SymbolEqualityComparer.Default.Equals(asking.ContainingAssembly, like.ContainingAssembly);
        var properties = like.GetMembers().OfType<IPropertySymbol>().ToLookup(p => p.Name);
        var members = new List<MemberDeclaration>();
        foreach (var member in ClassReader.Read(like, cancellation).Members)
        {
            var property = properties[member.Name].First();
            if (isOther && Hidden(property) is { } hidden) problem = $"{hidden} is not public";
            var access = property.DeclaredAccessibility == Accessibility.Public ? "public" : "internal";
            members.Add(member with
            {
                Property = member.Property with { Emit = true, Modifiers = access, Accessors = new[] { "get" }.ToEquatable(), Documented = false },
                Layers = member.Layers.Select(l => Qualified(l, like)).ToEquatable(),
            });
        }

        return (own with { Members = members.ToEquatable() }, problem);
    }

    /// <summary>What of a member of another assembly cannot be named here; null where all can.</summary>
    private static string? Hidden(IPropertySymbol property)
    {
        if (property.DeclaredAccessibility != Accessibility.Public) return property.Name;
        return property.Type is INamedTypeSymbol type && new[] { type }.Concat(type.TypeArguments.OfType<INamedTypeSymbol>()).FirstOrDefault(t => t.DeclaredAccessibility != Accessibility.Public) is { } hidden
            ? hidden.Name
            : null;
    }

    /// <summary>A method that makes a module is the other network's.</summary>
    private static LayerDeclaration Qualified(LayerDeclaration layer, INamedTypeSymbol like) => layer with
    {
        Arguments = layer.Arguments
            .Select(a => a is { Name: "Create", Value.Kind: ConstantKind.Text } && !a.Value.Text.Contains(".")
                ? a with { Value = Constant.Of(like.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + "." + a.Value.Text) }
                : a)
            .ToEquatable(),
    };
}
