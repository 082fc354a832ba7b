using System.Collections.Generic;
using System.Linq;
using System.Text;
using Fmt.Graph;

namespace Fmt.Generators;

/// <summary>Names of generated fields and parameters.</summary>
internal static class Names
{
    /// <summary>A field name for every node with a module of its own: <c>Layer1[0].Conv1</c> -> <c>_Layer1_0_Conv1</c>.</summary>
    public static Dictionary<int, string> Fields(NetworkGraph graph)
    {
        var taken = new HashSet<string>(graph.Declaration.Class.Members.SelectMany(m => new[] { m.Name, Local(m.Name, graph.Declaration.Class) })) { graph.Declaration.Class.Name };
        var fields = new Dictionary<int, string>();
        foreach (var id in graph.Registration)
        {
            var name = "_" + Plain(graph.Nodes[id].Path);
            while (!taken.Add(name)) name += "_n" + CSharp.Of(id);
            fields[id] = name;
        }

        return fields;
    }

    /// <summary>A parameter or field of a member; the prefix keeps it off keywords and the names of the class's other members.</summary>
    public static string Local(string member, ClassDeclaration scope)
    {
        var name = "fmt" + member;
        // Underscores in front: two members never come to the same name that way.
        while (name == scope.Name || scope.Members.Any(m => m.Name == name)) name = "_" + name;
        return name;
    }

    /// <summary>The class of a tree of maps. Another name only where a member has taken it, which is an error: the compiler shall not have one of its own.</summary>
    public static string Tree(ClassDeclaration scope)
    {
        var name = KnownNames.MapTree;
        while (scope.Members.Any(m => m.Name == name)) name = "_" + name;
        return name;
    }

    /// <summary>Text for an XML comment.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    private static string Plain(string path)
    {
        var b = new StringBuilder();
        foreach (var c in path.Where(c => c != ']')) b.Append(char.IsLetterOrDigit(c) ? c : '_');
        return b.ToString();
    }
}
