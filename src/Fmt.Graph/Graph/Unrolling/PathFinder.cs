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
        var bracketed = Bracketed(text, scope);
        var nearest = bracketed ?? Nearest.To(unknown?.Name ?? text, candidates.Concat([KnownNames.Input]));
        var at = unknown is { } u && bracketed is null ? key with { Start = u.Start, Length = u.Name.Length } : key;
        var (name, place) = bracketed is null && unknown is { } step ? (step.Name, step.Scope) : (text, scope);
        var advice = bracketed is null && unknown?.Hint is { } hint ? "; " + hint : Nearest.Suggestion(nearest);
        findings.Report(Problem.Of(ProblemKind.UnknownMember, at, name, place.Declaration.Name, advice) with { Fix = nearest });
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

            if (isLast && member.IsSequence && step.Index is { } index && index < member.Parts.Count) return new Found(member, member.Parts[index].Value, null);
            // A step into something that is itself unknown stays silent.
            return member.Value.IsUnknown ? new Found(member, Value.Unknown, null) : new Found(null, null, new UnknownStep(text, 0, scope, Hint(member, step)));
        }

        return default;
    }

    /// <summary>What can be said of a step that leads nowhere, though its member is there.</summary>
    private static string? Hint(MemberInstance member, MemberPath.Step step)
    {
        var isNumbered = member.IsSequence || member.Declaration.Layers[0].Kind == KnownNames.Repeat;
        if (isNumbered && step.Index >= member.Parts.Count) return $"'{step.Name}' has {CSharp.Of(member.Parts.Count)} part{(member.Parts.Count == 1 ? "" : "s")}, numbered from 0";
        return isNumbered && step.Index is null ? $"the parts of '{step.Name}' are numbered: {step.Name}[0]" : !isNumbered && step.Index is not null ? $"'{step.Name}' is one and has no number" : null;
    }

    /// <summary>The path with its numbers in brackets, where they stand as in the state_dict and the path is then right; else null.</summary>
    private string? Bracketed(string text, ClassInstance scope)
    {
        var bracketed = string.Concat(text.Split('.').Select((part, i) => part.Length > 0 && part.All(char.IsDigit) ? $"[{part}]" : i == 0 ? part : "." + part));
        return bracketed != text && Find(bracketed, scope).Member is not null ? bracketed : null;
    }

    /// <summary>The use of a block that a step enters: numbered in a repeat and in a sequence, else without a number.</summary>
    private static ClassInstance? BlockAt(MemberInstance member, int? index)
    {
        var indexed = member.IsSequence || member.Declaration.Layers[0].Kind == KnownNames.Repeat;
        var fits = indexed == index.HasValue && (index ?? 0) < member.Parts.Count;
        return fits ? member.Parts[index ?? 0].Block : null;
    }

    /// <summary>What a path leads to.</summary>
    /// <param name="Member">The member; null where the path leads nowhere.</param>
    /// <param name="Part">The value where the path goes on into the member; null for the member's own.</param>
    /// <param name="Unknown">The step that leads nowhere; null where the path has no steps.</param>
    internal readonly record struct Found(MemberInstance? Member, Value? Part, UnknownStep? Unknown);

    /// <summary>A step that leads nowhere, and where it was looked up.</summary>
    /// <param name="Hint">What is known of the reason; null where nothing is.</param>
    internal sealed record UnknownStep(string Name, int Start, ClassInstance Scope, string? Hint = null);
}
