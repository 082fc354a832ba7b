using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>What a member gives its readers while the graph is built: a node, or -1 where something is wrong with it (readers then stay silent).</summary>
internal readonly record struct Value(int Node)
{
    public static readonly Value Unknown = new(-1);

    public bool IsUnknown => Node < 0;
}

internal enum Progress
{
    Waiting,
    Running,
    Done,
}

/// <summary>A class while the graph is built: its members at one place, and what its expressions can see.</summary>
internal sealed class ClassInstance(ClassDeclaration declaration, string path, string name, Value input, Dictionary<string, ExprValue> variables)
{
    public ClassDeclaration Declaration { get; } = declaration;

    public string Path { get; } = path;

    public string Name { get; } = name;

    public Value Input { get; } = input;

    public Dictionary<string, ExprValue> Variables { get; } = variables;

    public List<MemberInstance> Members { get; private init; } = [];

    /// <summary>The same members, seen with other variables.</summary>
    public ClassInstance With(Dictionary<string, ExprValue> others) => new(Declaration, Path, Name, Input, others) { Members = Members };

    public MemberInstance? Find(string member)
    {
        foreach (var m in Members)
            if (m.Declaration.Name == member) return m;
        return null;
    }
}

/// <summary>A member at one place while the graph is built; resolved on demand, since a member may read one declared later.</summary>
internal sealed class MemberInstance(ClassInstance scope, MemberDeclaration declaration, MemberInstance? previous)
{
    public ClassInstance Scope { get; } = scope;

    public MemberDeclaration Declaration { get; } = declaration;

    /// <summary>The member before it; null for the first, which reads the input.</summary>
    public MemberInstance? Previous { get; } = previous;

    public Progress Progress { get; set; }

    /// <summary>Whether it exists here; null where that is not known (a block by itself).</summary>
    public bool? Present { get; set; } = true;

    public Value Value { get; set; } = Value.Unknown;

    /// <summary>The nodes of a layer or sequence, by position (an absent layer is left out).</summary>
    public List<int> Nodes { get; } = [];

    public List<ClassInstance> Blocks { get; } = [];

    public bool IsSequence => Declaration.IsSequence;

    public string Path => Scope.Path.Length == 0 ? Declaration.Name : Scope.Path + "." + Declaration.Name;

    public ProblemKey Key(int layer = 0) => new(Scope.Declaration.FullName, Declaration.Name, layer);
}
