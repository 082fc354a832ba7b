using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Fmt.Graph;

/// <summary>Reads attributes into named constants. Half-typed code gives <see cref="Constant.None"/>, never an exception.</summary>
internal static class AttributeReader
{
    /// <summary>A layer attribute as a declaration; null for any other attribute.</summary>
    public static LayerDeclaration? ReadLayer(AttributeData attribute)
    {
        if (!IsLayer(attribute.AttributeClass)) return null;
        var name = attribute.AttributeClass!.Name;
        var kind = name.EndsWith("Attribute", System.StringComparison.Ordinal) ? name.Substring(0, name.Length - "Attribute".Length) : name;
        var block = BlockOf(attribute)?.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return new LayerDeclaration(kind, block, Read(attribute));
    }

    /// <summary>The block that a <c>[Use]</c> or <c>[Repeat]</c> names.</summary>
    public static INamedTypeSymbol? BlockOf(AttributeData attribute) =>
        attribute.AttributeClass is { IsGenericType: true } type && IsLayer(type) ? type.TypeArguments[0] as INamedTypeSymbol : null;

    public static bool IsLayer(INamedTypeSymbol? type) =>
        type?.BaseType is { Name: "LayerAttribute", ContainingNamespace: { Name: "Fmt", ContainingNamespace.IsGlobalNamespace: true } };

    /// <summary>All arguments by the attribute's property names.</summary>
    public static EquatableArray<Argument> Read(AttributeData attribute)
    {
        var arguments = new List<Argument>();
        var parameters = attribute.AttributeConstructor?.Parameters ?? default;
        for (var i = 0; !parameters.IsDefault && i < parameters.Length && i < attribute.ConstructorArguments.Length; i++)
            arguments.Add(new Argument(PropertyName(parameters[i].Name), Convert(attribute.ConstructorArguments[i])));
        foreach (var named in attribute.NamedArguments) arguments.Add(new Argument(named.Key, Convert(named.Value)));
        return arguments.ToEquatable();
    }

    /// <summary>The property that a constructor parameter fills: its name, first letter upper.</summary>
    public static string PropertyName(string parameter) => char.ToUpperInvariant(parameter[0]) + parameter.Substring(1);

    private static Constant Convert(TypedConstant constant)
    {
        if (constant.Kind == TypedConstantKind.Array)
            return constant.IsNull ? Constant.None : Constant.Of(constant.Values.Select(v => v is { Kind: not TypedConstantKind.Error, Value: string s } ? s : "").ToEquatable());
        if (constant.Kind == TypedConstantKind.Error) return Constant.None;
        return constant.Value switch
        {
            int i => Constant.Of(i),
            double d => Constant.Of(d),
            float f => Constant.Of((double)f),
            bool b => Constant.Of(b),
            string s => Constant.Of(s),
            _ => Constant.None,
        };
    }
}
