using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Tool.Reading;

namespace Fmt.Tool.Inference;

/// <summary>Turns scopes into parts: sequences, stages, blocks; whatever has no such form keeps its dotted names in the class around it.</summary>
internal sealed class PartReader
{
    private readonly List<BlockClass> _classes = [];

    /// <summary>The blocks found, each after those that it uses.</summary>
    public IReadOnlyList<BlockClass> Classes => _classes;

    /// <summary>The network's own parts, as the one use of a class that is not in <see cref="Classes"/>.</summary>
    public Instance ReadNetwork(Scope root)
    {
        var type = new BlockClass(-1);
        var parts = Read(root, "");
        return type.TryJoin("", parts, Signatures(parts))!;
    }

    private ImmutableArray<Part> Read(Scope scope, string prefix)
    {
        var parts = new List<Part>();
        if (!scope.Tensors.IsEmpty && !scope.IsLeaf || scope.Path.Length == 0 && !scope.Tensors.IsEmpty) parts.Add(Own(scope, prefix));
        var elements = Elements(scope);
        foreach (var child in scope.Children) parts.AddRange(ReadOne(child, prefix + child.Name, elements.Contains(child.Name)));
        return [.. Run.Merged(parts)];
    }

    /// <summary>What a module with modules inside holds itself.</summary>
    private static Part Own(Scope scope, string prefix) => Layer.Scale(scope.Tensors) is { } scale
        ? Part.OfLayer(prefix + Layer.Leaf(scale.Path), scale)
        : new Part(prefix, PartKind.Other, [Layer.Of(scope.Path, scope.Tensors) with { Kind = LayerForm.Other }], [], []);

    /// <summary>Children that are numbered as those of a list are: by their whole names, or behind one text.</summary>
    private static HashSet<string> Elements(Scope scope)
    {
        var named = scope.Children.Where(c => c.Number < 0 && !c.IsLeaf && c.Children.All(g => g.Number < 0))
            .GroupBy(c => Run.Split(c.Name)?.Prefix, c => c.Name).Where(g => g.Key is not null && g.Count() > 1);
        return [.. scope.Children.Where(c => c.Number >= 0).Select(c => c.Name), .. named.SelectMany(g => g)];
    }

    private IEnumerable<Part> ReadOne(Scope scope, string name, bool isElement)
    {
        if (scope.IsLeaf) return [Part.OfLayer(name, Layer.Of(scope.Path, scope.Tensors))];
        if (!scope.Tensors.IsEmpty) return isElement && Layer.Scale(scope.Tensors) is not null ? ReadElement(scope, name) : Read(scope, name + ".");
        if (AsSequence(scope, name) is { } sequence) return [sequence];
        if (isElement) return ReadElement(scope, name);
        if (scope.Children.Any(c => c.Number >= 0)) return ReadNumbered(scope, name);
        if (scope.Children.Length == 1) return Read(scope, name + ".");
        return [new Part(name, PartKind.Block, [], [], [Classify(scope.Path, Read(scope, ""))])];
    }

    private static Part? AsSequence(Scope scope, string name)
    {
        // A number far off would be a row of guessed layers, not a sequence.
        const int Farthest = 1000;
        if (!scope.Children.All(c => c.IsLeaf && c.Number is >= 0 and < Farthest)) return null;
        ImmutableArray<int> numbers = [.. scope.Children.Select(c => c.Number)];
        ImmutableArray<Layer> layers = [.. scope.Children.Select(c => Layer.Of(c.Path, c.Tensors))];
        if (layers.Any(l => l.Kind == LayerForm.Other) || numbers.Zip(numbers.Skip(1)).Any(p => p.First >= p.Second)) return null;
        // A sequence must not be mostly guesses: five between two layers are more than any published one has.
        if (numbers.Zip(numbers.Skip(1)).Any(p => p.Second - p.First > 6) || numbers[0] > 6) return null;
        return new Part(name, PartKind.Sequence, layers, numbers, []);
    }

    /// <summary>A module of a list: a block where it has several parts or a named sequence of its own, for others may be like it.</summary>
    private IEnumerable<Part> ReadElement(Scope scope, string name)
    {
        var parts = Read(scope, "");
        return parts is [var only] && !IsBlock(only, scope)
            ? [Under(name, only)]
            : [new Part(name, PartKind.Block, [], [], [Classify(scope.Path, parts)])];
    }

    /// <summary>Whether a module with one part is more than a name around it: it has a forward of its own.</summary>
    private static bool IsBlock(Part only, Scope scope) =>
        scope.Children[0].Number < 0 && only.Kind is PartKind.Sequence or PartKind.Block && only.Convolutions > 0 && (only.Kind == PartKind.Sequence || Run.Split(only.Name) is null);

    private static Part Under(string name, Part part)
    {
        if (part.Run is not { } run) return part with { Name = name + "." + part.Name };
        if (run is { Prefix: "", First: 0 }) return part with { Name = name, Run = null };
        return part with { Name = name + "." + part.Name, Run = run with { Prefix = name + "." + run.Prefix } };
    }

    private IEnumerable<Part> ReadNumbered(Scope scope, string name)
    {
        var parts = Read(scope, name + ".");
        return parts is [{ Kind: PartKind.Block } only] && scope.Children is [{ Number: 0 }] && only.Name == name + ".0" ? [new Part(name, PartKind.Stage, [], [], only.Blocks)] : parts;
    }

    private Instance Classify(string path, ImmutableArray<Part> parts)
    {
        var own = Signatures(parts);
        foreach (var type in _classes)
            if (type.TryJoin(path, parts, own) is { } joined) return joined;
        _classes.Add(new BlockClass(_classes.Count));
        return _classes[^1].TryJoin(path, parts, own)!;
    }

    private static List<(string Name, string Signature)> Signatures(ImmutableArray<Part> parts) => [.. parts.Select(p => (p.Name, p.Signature))];
}
