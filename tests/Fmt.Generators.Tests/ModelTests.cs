using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Fmt.Graph;
using Microsoft.CodeAnalysis;
using Xunit;

namespace Fmt.Generators.Tests;

/// <summary>What the pipeline keeps between runs: values that compare, and nothing that keeps a compilation alive.</summary>
public sealed class ModelTests
{
    private static readonly Type[] Forbidden =
        [typeof(ISymbol), typeof(SyntaxNode), typeof(SyntaxTree), typeof(Compilation), typeof(SemanticModel), typeof(Location), typeof(AttributeData), typeof(TypedConstant), typeof(SyntaxToken), typeof(SyntaxReference), typeof(Delegate)];

    [Theory]
    [InlineData(typeof(NetworkDeclaration))]
    [InlineData(typeof(BlockInput))]
    [InlineData(typeof(GeneratedSource))]
    public void Model_holds_plain_values_that_compare(Type root)
    {
        var seen = new HashSet<Type>();
        Walk(root, root.Name, seen);
        Assert.True(seen.Count > 1);
    }

    [Fact]
    public void Two_readings_of_one_source_are_equal_and_hash_alike()
    {
        var (a, b) = (Harness.Problems(Harness.With(Corpus.Cases["blocks in blocks"]), "Nets.Net").Graph!.Declaration, Harness.Problems("\n" + Harness.With(Corpus.Cases["blocks in blocks"]), "Nets.Net").Graph!.Declaration);
        Assert.NotSame(a, b);
        Assert.Equal(a, b);
        Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }

    private static void Walk(Type type, string path, HashSet<Type> seen)
    {
        Assert.True(!Forbidden.Any(f => f.IsAssignableFrom(type)), path + " is " + type);
        if (type.IsArray) Assert.Fail(path + " is an array, which compares by reference");
        foreach (var argument in type.GetGenericArguments()) Walk(argument, path + "<>", seen);
        if (!seen.Add(type) || type.Namespace is not { } space || !space.StartsWith("Fmt", StringComparison.Ordinal) || type.IsEnum) return;
        Assert.True(typeof(IEquatable<>).MakeGenericType(type).IsAssignableFrom(type), $"{path}: {type} has no equality of its own");
        foreach (var field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            // The one collection that compares by its elements wraps one that does not.
            if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(EquatableArray<>)) continue;
            Assert.True(!field.FieldType.IsInterface, $"{path}.{field.Name} is an interface and may hold anything");
            Assert.True(field.FieldType.Namespace != "System.Collections.Immutable" && field.FieldType.Namespace != "System.Collections.Generic", $"{path}.{field.Name} compares by reference");
            Walk(field.FieldType, path + "." + field.Name, seen);
        }
    }
}
