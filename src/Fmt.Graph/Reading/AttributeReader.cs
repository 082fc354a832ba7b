using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

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
        // A type that does not bind is the compiler's own error: no block, and nothing more is said of it.
        var block = attribute.AttributeClass.IsGenericType
            ? BlockOf(attribute) is { TypeKind: TypeKind.Error } ? "" : attribute.AttributeClass.TypeArguments[0].ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
            : null;
        return new LayerDeclaration(kind, block, Read(attribute), attribute.ConstructorArguments.Length);
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
        if (constant.Kind == TypedConstantKind.Array) return ConvertArray(constant);
        if (constant.Kind == TypedConstantKind.Error) return Constant.None;
        // An enumeration's value is its number.
        if (constant.Kind == TypedConstantKind.Enum) return Unfit(constant);
        return constant.Value switch
        {
            null => Constant.Null,
            int i => Constant.Of(i),
            byte i => Constant.Of((int)i),
            sbyte i => Constant.Of((int)i),
            short i => Constant.Of((int)i),
            ushort i => Constant.Of((int)i),
            double d => Constant.Of(d),
            float f => Constant.Of((double)f),
            bool b => Constant.Of(b),
            string s => Constant.Of(s),
            _ => Unfit(constant),
        };
    }

    private static Constant Unfit(TypedConstant constant) => Constant.Unfit($"{constant.ToCSharpString()} of type {constant.Type}");

    private static Constant ConvertArray(TypedConstant array)
    {
        if (array.IsNull) return Constant.Of(default(EquatableArray<string>));
        if (array.Values.Any(v => v.Kind == TypedConstantKind.Error)) return Constant.None;
        return Constant.Of(array.Values.Select(v => v.Value as string ?? "").ToEquatable());
    }
}
