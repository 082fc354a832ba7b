using System.Collections.Generic;

namespace Fmt.Graph;

/// <summary>A member at one place while the graph is built; resolved on demand, since a member may read one declared later.</summary>
internal sealed class MemberInstance(ClassInstance scope, MemberDeclaration declaration, MemberInstance? previous)
{
    public ClassInstance Scope { get; } = scope;

    public MemberDeclaration Declaration { get; } = declaration;

    /// <summary>The called member before it; null for the first, which reads the input.</summary>
    public MemberInstance? Previous { get; } = previous;

    public Progress Progress { get; set; }

    /// <summary>Whether it exists here; null where that is not known (a block by itself).</summary>
    public bool? Present { get; set; } = true;

    public Value Value { get; set; } = Value.Unknown;

    /// <summary>The layers and uses of blocks that it is made of, by position (what is absent is left out).</summary>
    public List<MemberPart> Parts { get; } = [];

    /// <summary>Whether it runs: neither it nor a use of a block around it is registered only.</summary>
    public bool IsCalled => Scope.IsCalled && Declaration.IsCalled;

    public bool IsSequence => Declaration.IsSequence;

    public string Path => Scope.Path.Length == 0 ? Declaration.Name : Scope.Path + "." + Declaration.Name;

    public ProblemKey Key(int layer = 0) => new(Scope.Declaration.FullName, Declaration.Name, layer);

    /// <summary>How messages call a layer: its property, or its place in a sequence.</summary>
    public string Label(ProblemKey key) => IsSequence && key.Layer >= 0 ? $"{Declaration.Name}[{CSharp.Of(key.Layer)}]" : Declaration.Name;
}
