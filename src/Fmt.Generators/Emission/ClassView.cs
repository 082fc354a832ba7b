using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;
using Scriban.Runtime;

namespace Fmt.Generators;

/// <summary>What networks and blocks have in common, for the templates: shell, properties, the tree of maps.</summary>
internal static class ClassView
{
    public static ScriptObject Block(ClassDeclaration block, EquatableArray<ClassDeclaration> others, bool valid)
    {
        var view = Shell(block, others);
        view["valid"] = valid;
        view["members"] = new ScriptArray(block.Members.Where(m => m.Property.Emit).Select(m => Property(
            m,
            valid ? "this." + Names.Local(m.Name, block) : Broken(block),
            $"{(m.Parameter is null ? string.Join(", ", m.Layers.Select(l => l.Kind)) : "Parameter")} of this use of the block.")));
        // A type of less access in a signature makes the signature one of less access.
        view["access"] = block.Members.All(m => IsPublic(m) || m.Layers.All(l => l.Block is null)) ? "public" : "internal";
        view["fields"] = new ScriptArray(block.Members.Select(m => new ScriptObject { ["type"] = m.Property.Type, ["name"] = Names.Local(m.Name, block) }));
        return view;
    }

    public static ScriptObject Shell(ClassDeclaration declaration, EquatableArray<ClassDeclaration> blocks) => new()
    {
        ["name"] = declaration.Shell.Identifier,
        ["namespace"] = declaration.Shell.Namespace,
        ["containers"] = new ScriptArray(declaration.Shell.Containers),
        ["header"] = declaration.Shell.Header,
        ["tree"] = Names.Tree(declaration),
        ["maps"] = new ScriptArray(MapMembers(declaration, blocks).Select(m => new ScriptObject
        {
            ["type"] = m.Type,
            ["nullable"] = m.Nullable,
            ["access"] = IsPublic(m.Member) ? "public" : "internal",
            ["identifier"] = m.Member.Property.Identifier,
            ["parameter"] = Names.Local(m.Member.Name, declaration),
        })),
    };

    /// <summary>The implementing part of a property; <paramref name="value"/> is what its getter returns.</summary>
    public static ScriptObject Property(MemberDeclaration member, string value, string summary) => new()
    {
        ["documented"] = member.Property.Documented,
        ["summary"] = Names.Xml(summary),
        ["modifiers"] = member.Property.Modifiers,
        ["type"] = member.Property.Type,
        ["identifier"] = member.Property.Identifier,
        ["accessors"] = new ScriptArray(member.Property.Accessors.Select(a => a + (a.EndsWith("get", System.StringComparison.Ordinal)
            ? $" => {value};"
            : " => throw new global::System.InvalidOperationException(\"A layer cannot be replaced.\");"))),
    };

    public static string Broken(ClassDeclaration declaration) =>
        $"throw new global::System.InvalidOperationException({CSharp.Quote($"The declaration of {declaration.Name} has errors; the compiler lists them as FMT diagnostics.")})";

    /// <summary>Members with a place in the tree of maps. It depends on the class alone, so that it is there for a wrong declaration too.</summary>
    public static IEnumerable<MapMember> MapMembers(ClassDeclaration declaration, EquatableArray<ClassDeclaration> blocks)
    {
        var shared = new HashSet<string>(declaration.Members.SelectMany(m => m.Layers).Select(l => l["Shares"]).Where(s => s.Kind == ConstantKind.Text).Select(s => s.Text));
        foreach (var member in declaration.Members.Where(m => m.Property.Emit && m.Layers.Count > 0 && m.IsCalled))
        {
            var layer = member.Layers[0];
            if (layer.Block is { } block && !member.IsSequence)
            {
                if (!HasTree(block, blocks)) continue;
                yield return layer.Kind == KnownNames.Use
                    ? new MapMember(member, block + "." + KnownNames.MapTree, member.Nullable)
                    : new MapMember(member, $"global::Fmt.Stage<{block}.{KnownNames.MapTree}>", member.Nullable);
                continue;
            }

            if (!member.Layers.Any(l => l.Block is { } part ? HasTree(part, blocks) : IsTestable(l)) || shared.Contains(member.Name)) continue;
            yield return new MapMember(member, $"global::Fmt.Modules.{(member.IsSequence ? "SequenceMaps" : "FeatureMaps")}", member.Nullable);
        }
    }

    /// <summary>Whether a block has the tree of maps that networks use.</summary>
    public static bool HasTree(ClassDeclaration block) => block.Shell.Extensible && Names.Tree(block) == KnownNames.MapTree;

    private static bool HasTree(string block, EquatableArray<ClassDeclaration> blocks) => blocks.Any(b => b.FullName == block && HasTree(b));

    private static bool IsPublic(MemberDeclaration member) => member.Property.Modifiers.Split(' ').Contains("public");

    private static bool IsTestable(LayerDeclaration layer) =>
        LayerCatalog.Find(layer.Kind) is { MakesSite: true }
        && layer["Testable"] is not { Kind: ConstantKind.Bool, Number: 0 }
        && !layer["Shares"].IsGiven;
}
