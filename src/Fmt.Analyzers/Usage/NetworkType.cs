using Fmt.Graph;
using Microsoft.CodeAnalysis;

namespace Fmt.Analyzers;

/// <summary>Which types are declared networks, and which only modules.</summary>
internal static class NetworkType
{
    /// <summary>Whether the compilation references FmtDsl.</summary>
    public static bool AreKnown(Compilation compilation) => compilation.GetTypeByMetadataName(KnownNames.NetworkAttribute) is not null;

    /// <summary>The class with <c>[Network]</c> that a type is or derives from; null where there is none.</summary>
    public static INamedTypeSymbol? Declared(ITypeSymbol? type)
    {
        for (var t = type as INamedTypeSymbol; t is not null; t = t.BaseType)
            if (DeclarationReader.FindAttribute(t, KnownNames.NetworkAttribute) is not null) return t;
        return null;
    }

    /// <summary>Whether a type is a module of TorchSharp's that cannot turn out to be a declared network.</summary>
    public static bool IsOtherModule(ITypeSymbol? type)
    {
        var module = false;
        for (var t = type as INamedTypeSymbol; t is not null; t = t.BaseType)
        {
            if (t.ToDisplayString() == KnownNames.NetworkModule || DeclarationReader.FindAttribute(t, KnownNames.NetworkAttribute) is not null) return false;
            module |= t is { Name: "Module", ContainingType: { Name: "nn", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } } };
        }

        return module;
    }
}
