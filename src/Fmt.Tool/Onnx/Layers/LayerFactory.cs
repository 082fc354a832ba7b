using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>Makes layers: defaults, ranges and shapes are the layer kinds' own.</summary>
internal static class LayerFactory
{
    /// <summary>A layer, or the reason why there is none.</summary>
    /// <param name="node">The node that it comes from.</param>
    /// <param name="name">The kind.</param>
    /// <param name="given">Its arguments; those that are the default are left out.</param>
    /// <param name="inputs">What it reads.</param>
    /// <param name="weights">Its tensors by their names in the layer, with names in the file.</param>
    public static (ImportedLayer? Layer, string? Reason) Make(OnnxNode node, string name, IReadOnlyDictionary<string, object> given, ImmutableArray<OnnxValue.Signal> inputs, IReadOnlyDictionary<string, OnnxValue.Constant> weights)
    {
        var kind = LayerCatalog.Find(name)!;
        var all = kind.Parameters.ToDictionary(p => p.Name, p => given.TryGetValue(p.Name, out var value) ? value : p.Default);
        if (kind.Parameters.FirstOrDefault(p => all[p.Name] is { } value && !IsInRange(p, value)) is { } wrong) return (null, $"{wrong.Name} of {name} cannot be {all[wrong.Name]}");
        var arguments = new LayerArguments(all);
        var inferred = kind.InferShape(arguments, [.. inputs.Select(i => new Source(i.Shape, i.Layer?.Node.Name ?? "the image"))]);
        if (inferred.Shape is not { } shape) return (null, $"{name} does not fit what it reads ({inferred.Kind}: {string.Join(", ", inferred.Args ?? [])})");
        var (entries, reason) = Weights(kind.Weights(arguments, inputs[0].Shape), weights);
        if (reason is not null) return (null, reason);
        var differing = given.Where(g => !Equals(kind.Parameters.First(p => p.Name == g.Key).Default, g.Value)).ToDictionary(g => g.Key, g => g.Value);
        return (new ImportedLayer(node, kind, differing, arguments, inputs, shape, entries), null);
    }

    private static bool IsInRange(Parameter parameter, object value) => value switch
    {
        int number => parameter.Allows(number),
        double number => parameter.Allows(number),
        Size size => parameter.Allows(size.H) && parameter.Allows(size.W),
        _ => true,
    };

    private static (ImmutableArray<ImportedWeight> Entries, string? Reason) Weights(IEnumerable<WeightEntry> wanted, IReadOnlyDictionary<string, OnnxValue.Constant> given)
    {
        var entries = ImmutableArray.CreateBuilder<ImportedWeight>();
        foreach (var entry in wanted.Where(e => !e.Counter))
        {
            if (!given.TryGetValue(entry.Name, out var constant)) return ([], $"it has no {entry.Name}");
            var tensor = constant.Tensor ?? constant.Numbers!.ToTensor();
            ImmutableArray<long> dims = [.. entry.Shape.Select(d => (long)d)];
            if (!tensor.IsFloating) return ([], $"its {entry.Name} is of {tensor.Type}, not of floats");
            if (tensor.Dims.Where(d => d != 1).SequenceEqual(dims.Where(d => d != 1))) entries.Add(new ImportedWeight(entry.Name, constant.Name, tensor.Reshaped(dims)));
            else return ([], $"its {entry.Name} is {tensor.Shape}, not {string.Join('x', dims)}");
        }

        return (entries.ToImmutable(), null);
    }
}
