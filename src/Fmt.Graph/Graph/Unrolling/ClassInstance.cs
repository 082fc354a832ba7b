using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A class while the graph is built: its members at one place, and what its expressions can see.</summary>
internal sealed class ClassInstance(ClassDeclaration declaration, string path, string name, Value input, Dictionary<string, ExprValue> variables)
{
    public ClassDeclaration Declaration { get; } = declaration;

    public string Path { get; } = path;

    public string Name { get; } = name;

    public Value Input { get; } = input;

    public Dictionary<string, ExprValue> Variables { get; } = variables;

    public List<MemberInstance> Members { get; private init; } = [];

    /// <summary>Whether it runs; where it does not, its members are registered only.</summary>
    public bool IsCalled { get; init; } = true;

    /// <summary>The member whose value is the class's: the last that is called; null where there is none.</summary>
    public MemberInstance? Last => Members.FindLast(m => m.Declaration.Layers.Count > 0 && m.Declaration.IsCalled);

    /// <summary>The same members, seen with other variables.</summary>
    private ClassInstance With(Dictionary<string, ExprValue> others) => new(Declaration, Path, Name, Input, others) { Members = Members, IsCalled = IsCalled };

    /// <summary>What the expressions of the i-th of n uses of a block can see: what its member can, and which of the uses it is.</summary>
    public ClassInstance WithUse(int i, int n) => With(new Dictionary<string, ExprValue>(Variables)
    {
        ["i"] = ExprValue.Int(i),
        ["n"] = ExprValue.Int(n),
        ["first"] = ExprValue.Bool(i == 0),
        ["last"] = ExprValue.Bool(i == n - 1),
    });

    /// <summary>The member of a name; null where there is none.</summary>
    public MemberInstance? Find(string member)
    {
        foreach (var m in Members)
            if (m.Declaration.Name == member) return m;
        return null;
    }
}
