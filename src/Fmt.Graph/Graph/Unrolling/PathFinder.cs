using System.Linq;

namespace Fmt.Graph;

/// <summary>Finds what a path names: a member, a layer of a sequence, a member inside a block use.</summary>
internal sealed class PathFinder(IMemberResolver resolver, Findings findings)
{
    /// <summary>The value that a path names; a problem at <paramref name="key"/> where there is none.</summary>
    public Value Read(string text, ClassInstance scope, ProblemKey key)
    {
        if (text == KnownNames.Input) return scope.Input;
        var found = Find(text, scope);
        if (found.Member is { } member)
        {
            var value = resolver.Resolve(member);
            return found.Part ?? value;
        }

        var unknown = found.Unknown;
        var candidates = (unknown?.Scope ?? scope).Members.Where(m => m.Declaration.Layers.Count > 0).Select(m => m.Declaration.Name);
        var nearest = Nearest.To(unknown?.Name ?? text, candidates.Concat([KnownNames.Input]));
        var at = unknown is { } u ? key with { Start = u.Start, Length = u.Name.Length } : key;
        findings.Report(Problem.Of(ProblemKind.UnknownMember, at, unknown?.Name ?? text, (unknown?.Scope ?? scope).Declaration.Name, Nearest.Suggestion(nearest)) with { Fix = nearest });
        return Value.Unknown;
    }

    /// <summary>The member that a path names, seen from <paramref name="scope"/>. Blocks and sequences on the way are resolved.</summary>
    public Found Find(string text, ClassInstance scope)
    {
        if (MemberPath.Parse(text) is not { } steps) return default;
        for (var i = 0; i < steps.Count; i++)
        {
            var (step, isLast) = (steps[i], i == steps.Count - 1);
            var member = scope.Find(step.Name);
            if (member is null || member.Declaration.Layers.Count == 0) return new Found(null, null, new UnknownStep(step.Name, step.Start, scope));
            if (step.Index is null && isLast) return new Found(member, null, null);
            resolver.Resolve(member);
            if (BlockAt(member, step.Index) is { } block)
            {
                scope = block;
                if (isLast) return new Found(member, block.Last?.Value ?? Value.Unknown, null);
                continue;
            }

            if (isLast && member.IsSequence && step.Index is { } index && index < member.Nodes.Count) return new Found(member, new Value(member.Nodes[index]), null);
            // A step into something that is itself unknown stays silent.
            return member.Value.IsUnknown ? new Found(member, Value.Unknown, null) : new Found(null, null, new UnknownStep(text, 0, scope));
        }

        return default;
    }

    /// <summary>The use of a block that a step enters: numbered in a repeat, else without a number.</summary>
    private static ClassInstance? BlockAt(MemberInstance member, int? index)
    {
        var indexed = member.IsSequence || member.Declaration.Layers[0].Kind == KnownNames.Repeat;
        var fits = indexed == index.HasValue && (index ?? 0) < member.Blocks.Count;
        return fits ? member.Blocks[index ?? 0] : null;
    }

    /// <summary>What a path leads to.</summary>
    /// <param name="Member">The member; null where the path leads nowhere.</param>
    /// <param name="Part">The value where the path goes on into the member; null for the member's own.</param>
    /// <param name="Unknown">The step that leads nowhere; null where the path has no steps.</param>
    internal readonly record struct Found(MemberInstance? Member, Value? Part, UnknownStep? Unknown);

    /// <summary>A step that leads nowhere, and where it was looked up.</summary>
    internal sealed record UnknownStep(string Name, int Start, ClassInstance Scope);
}
