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
        if (!scope.Tensors.IsEmpty && !scope.IsLeaf || scope.Path.Length == 0 && !scope.Tensors.IsEmpty)
            parts.Add(new Part(prefix, PartKind.Other, [Layer.Of(scope.Path, scope.Tensors) with { Kind = LayerForm.Other }], [], []));
        foreach (var child in scope.Children) parts.AddRange(ReadOne(child, prefix + child.Name));
        return [.. parts];
    }

    private IEnumerable<Part> ReadOne(Scope scope, string name)
    {
        if (scope.IsLeaf) return [Part.OfLayer(name, Layer.Of(scope.Path, scope.Tensors))];
        if (!scope.Tensors.IsEmpty) return Read(scope, name + ".");
        if (AsSequence(scope, name) is { } sequence) return [sequence];
        if (scope.Number >= 0) return ReadElement(scope, name);
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

    /// <summary>A numbered module: a block where it has several parts, for others may be like it.</summary>
    private IEnumerable<Part> ReadElement(Scope scope, string name)
    {
        var parts = Read(scope, "");
        return parts.Length == 1 ? [parts[0] with { Name = name + "." + parts[0].Name }] : [new Part(name, PartKind.Block, [], [], [Classify(scope.Path, parts)])];
    }

    private IEnumerable<Part> ReadNumbered(Scope scope, string name)
    {
        var parts = Read(scope, name + ".");
        var isStage = parts.Length == scope.Children.Length && parts.All(p => p.Kind == PartKind.Block && p.Blocks[0].Class == parts[0].Blocks[0].Class)
            && scope.Children.Select((c, i) => c.Number == i).All(x => x);
        return isStage ? [new Part(name, PartKind.Stage, [], [], [.. parts.Select(p => p.Blocks[0])])] : parts;
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
