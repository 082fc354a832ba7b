namespace Fmt.Graph;

/// <summary>Unrolls the uses of blocks.</summary>
internal sealed class BlockResolver(ClassLibrary library, IMemberResolver resolver, BlockArguments arguments, StateNames names, NodeList nodes, Findings findings)
{
    private readonly LayerExpectations _expectations = new(findings);

    /// <summary>Members so far, of all classes at all places.</summary>
    private int _members;

    /// <summary>Gives a class its members and resolves all of them.</summary>
    public ClassInstance Unroll(ClassInstance instance)
    {
        _members += instance.Declaration.Members.Count + 1;
        MemberInstance? previous = null;
        foreach (var member in instance.Declaration.Members)
        {
            var item = new MemberInstance(instance, member, previous);
            instance.Members.Add(item);
            if (member.Layers.Count > 0) previous = item;
        }

        foreach (var member in instance.Members) resolver.Resolve(member);
        return instance;
    }

    /// <summary>What a use of a block, or several in a row, gives.</summary>
    public Value Resolve(MemberInstance member, Value source)
    {
        var layer = member.Declaration.Layers[0];
        var key = member.Key();
        if (layer.Block is null || library.Find(layer.Block) is not { } block) return Value.Unknown;
        if ((layer.Kind == KnownNames.Use ? 1 : arguments.ReadCount(layer, member.Scope, key)) is not { } count) return Value.Unknown;
        var assignments = arguments.ReadAssignments(layer, block, key);
        var value = source;
        for (var i = 0; i < count && !findings.IsStopped; i++)
        {
            if (!HasRoom(key)) break;
            int? index = layer.Kind == KnownNames.Repeat ? i : null;
            var scope = index is null ? member.Scope : member.Scope.WithUse(i, count);
            var path = index is null ? member.Path : $"{member.Path}[{CSharp.Of(i)}]";
            var name = names.OfUse(member, scope, index);
            var instance = new ClassInstance(block, path, name, value, arguments.Bind(block, assignments, scope, key));
            member.Blocks.Add(instance);
            Unroll(instance);
            value = instance.Last?.Value ?? value;
        }

        if (layer["Expect"].IsGiven && !value.IsUnknown) _expectations.CheckShape(layer, nodes[value].Output, member, key);
        return value;
    }

    private bool HasRoom(ProblemKey key)
    {
        if (_members <= library.MostMembers) return true;
        if (library.IsNetwork) findings.Report(Problem.Of(ProblemKind.TooLarge, key, library.Root.Name, Limits.Nodes));
        findings.Stop();
        return false;
    }
}
