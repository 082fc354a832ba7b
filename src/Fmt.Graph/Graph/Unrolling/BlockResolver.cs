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
            if (member.Layers.Count > 0 && member.IsCalled) previous = item;
        }

        foreach (var member in instance.Members) resolver.Resolve(member);
        return instance;
    }

    /// <summary>What a use of a block, or several in a row, gives.</summary>
    /// <param name="member">The member.</param>
    /// <param name="at">Which of its attributes.</param>
    /// <param name="source">What the first use reads.</param>
    /// <param name="sequence">The name of the sequence that the uses are numbered in; null where the member is no sequence.</param>
    public Value Resolve(MemberInstance member, int at, Value source, string? sequence)
    {
        var layer = member.Declaration.Layers[at];
        var key = member.Key(at);
        if (layer.Block is null || library.Find(layer.Block) is not { } block) return Value.Unknown;
        if ((layer.Kind == KnownNames.Use ? 1 : arguments.ReadCount(layer, member.Scope, key)) is not { } count) return Value.Unknown;
        var assignments = arguments.ReadAssignments(layer, block, key);
        var value = source;
        for (var i = 0; i < count && !findings.IsStopped; i++)
        {
            if (!HasRoom(key)) break;
            var isRepeated = layer.Kind == KnownNames.Repeat;
            var scope = isRepeated ? member.Scope.WithUse(i, count) : member.Scope;
            var place = CSharp.Of(member.Parts.Count);
            var path = isRepeated || sequence is not null ? $"{member.Path}[{place}]" : member.Path;
            var name = sequence is null ? names.OfUse(member, scope, isRepeated ? i : null) : StateNames.Join(sequence, place);
            if (i == 1 && sequence is null && library.IsNetwork && name == member.Parts[0].Block!.Name)
            {
                findings.Report(Problem.Of(ProblemKind.BadArgument, key.At("Name"), $"Name of '{member.Declaration.Name}'", "is the same for all uses (an expression with i numbers them: {i})"));
                return Value.Unknown;
            }

            var instance = new ClassInstance(block, path, name, value, arguments.Bind(block, assignments, scope, key)) { IsCalled = member.IsCalled };
            Unroll(instance);
            value = instance.Last?.Value ?? value;
            member.Parts.Add(new MemberPart(value, instance));
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
