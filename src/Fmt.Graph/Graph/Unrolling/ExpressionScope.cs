using System.Linq;

namespace Fmt.Graph;

/// <summary>What names in expressions mean: a parameter, <c>Classes</c>, a part of a shape, or a member (true where it exists).</summary>
/// <param name="classCount">The network's number of classes; 0 where it is not known.</param>
internal sealed class ExpressionScope(PathFinder paths, IMemberResolver resolver, NodeList nodes, int classCount)
{
    private static readonly string[] ShapeParts = ["Channels", "Height", "Width", "Features"];

    private static readonly string[] OfRepeat = ["i", "n", "first", "last"];

    /// <summary>The value of a name, seen from <paramref name="scope"/>.</summary>
    public ExprValue LookUp(Expr.Name name, ClassInstance scope, out ExprError? error)
    {
        error = null;
        if (scope.Variables.TryGetValue(name.Text, out var value)) return value;
        if (name.Text == "Classes") return classCount > 0 ? ExprValue.Int(classCount) : ExprValue.Unknown;
        var dot = name.Text.LastIndexOf('.');
        if (dot > 0 && ShapeParts.Contains(name.Text.Substring(dot + 1))) return ShapePart(name, dot, scope, out error);
        if (OfRepeat.Contains(name.Text))
        {
            error = new ExprError(name.Start, name.Text.Length, name.Text, UnknownName: true, Advice: "; it tells the uses of a [Repeat] apart, in its parameters and its Name");
            return ExprValue.Unknown;
        }

        if (paths.Find(name.Text, scope).Member is { } member)
        {
            resolver.Resolve(member);
            return member.Present is { } present ? ExprValue.Bool(present) : ExprValue.Unknown;
        }

        var candidates = scope.Variables.Keys
            .Concat(scope.Members.Where(m => m.Declaration.Layers.Count > 0).Select(m => m.Declaration.Name))
            .Concat(["Classes", "input.Channels", "input.Height", "input.Width"]);
        error = new ExprError(name.Start, name.Text.Length, name.Text, UnknownName: true, Nearest.To(name.Text, candidates));
        return ExprValue.Unknown;
    }

    private ExprValue ShapePart(Expr.Name name, int dot, ClassInstance scope, out ExprError? error)
    {
        error = null;
        var (path, part) = (name.Text.Substring(0, dot), name.Text.Substring(dot + 1));
        if (Owner(path, scope) is not { } value)
        {
            if (paths.Find(path, scope).Unknown?.Hint is { } hint)
            {
                error = new ExprError(name.Start, path.Length, hint);
                return ExprValue.Unknown;
            }

            var names = scope.Members.Select(m => m.Declaration.Name).Concat([KnownNames.Input]);
            error = new ExprError(name.Start, path.Length, path, UnknownName: true, Nearest.To(path, names));
            return ExprValue.Unknown;
        }

        if (value.IsUnknown) return ExprValue.Unknown;
        var shape = nodes[value].Output;
        if (part == "Features") return ExprValue.Int(shape.Elements);
        if (part == "Channels") return ExprValue.Int(shape.Channels);
        if (!shape.IsVector) return ExprValue.Int(part == "Height" ? shape.Height : shape.Width);
        error = new ExprError(name.Start, name.Text.Length, $"'{path}' is a vector of {shape} and has no {part}");
        return ExprValue.Unknown;
    }

    /// <summary>The value whose shape is asked for; null where the path names none.</summary>
    private Value? Owner(string path, ClassInstance scope)
    {
        if (path == KnownNames.Input) return scope.Input;
        var found = paths.Find(path, scope);
        if (found.Member is null) return null;
        var value = resolver.Resolve(found.Member);
        return found.Part ?? value;
    }
}
