using System.Linq;

namespace Fmt.Graph.Tests;

/// <summary>Declarations as records, written without source text.</summary>
internal static class Records
{
    public static ClassDeclaration Class(string name, params MemberDeclaration[] members) =>
        new(name, "global::" + name, new ClassShell("", default, "partial class " + name, name, name, true, true, ""), members.ToEquatable());

    public static MemberDeclaration Layer(string name, string kind, params (string Name, Constant Value)[] arguments) =>
        Member(name, LayerCatalog.Find(kind)!.ModuleType ?? KnownNames.Activation, kind, null, arguments);

    public static MemberDeclaration Repeat(string name, string block, params (string Name, Constant Value)[] arguments) =>
        Member(name, KnownNames.Stage(block), KnownNames.Repeat, block, arguments);

    public static MemberDeclaration Parameter(string name, string type, Constant fallback) =>
        new(name, type, false, Property(name, type), default, new ParameterDeclaration(fallback));

    private static MemberDeclaration Member(string name, string type, string kind, string? block, (string Name, Constant Value)[] arguments)
    {
        var layer = new LayerDeclaration(kind, block, arguments.Select(a => new Argument(a.Name, a.Value)).ToEquatable());
        return new MemberDeclaration(name, type, arguments.Any(a => a.Name == "When"), Property(name, type), new[] { layer }.ToEquatable(), null);
    }

    private static PropertyText Property(string name, string type) => new(true, "public partial", type, name, new[] { "get" }.ToEquatable(), false);
}
