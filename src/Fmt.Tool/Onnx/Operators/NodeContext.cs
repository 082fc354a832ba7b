using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Fmt.Graph;

namespace Fmt.Tool.Onnx;

/// <summary>One node while it is translated: what it reads, its attributes, and what it becomes.</summary>
internal sealed class NodeContext(OnnxGraph graph, OnnxNode node)
{
    private static readonly Dictionary<string, OnnxValue.Constant> _noWeights = [];

    public OnnxNode Node => node;

    public OnnxGraph Graph => graph;

    /// <summary>What it reads; null where it is left out.</summary>
    public OnnxValue? Value(int slot) => graph[node.Input(slot)];

    public OnnxValue.Signal? Signal(int slot = 0) => Value(slot) as OnnxValue.Signal;

    public OnnxValue.Constant? Constant(int slot) => Value(slot) as OnnxValue.Constant;

    public Numbers? Numbers(int slot) => Constant(slot) is { } constant ? OnnxGraph.NumbersOf(constant) : null;

    /// <summary>The inputs as small tensors; null for what is none.</summary>
    public Numbers?[] AllNumbers => [.. Enumerable.Range(0, node.Inputs.Length).Select(Numbers)];

    public bool Has(string attribute) => node.Attributes.ContainsKey(attribute);

    public int Int(string attribute, int fallback) => node.Attributes.TryGetValue(attribute, out var a) ? (int)Math.Clamp(a.Int, int.MinValue, int.MaxValue) : fallback;

    public double Float(string attribute, double fallback) => node.Attributes.TryGetValue(attribute, out var a) ? a.Float : fallback;

    public string Text(string attribute, string fallback) => node.Attributes.TryGetValue(attribute, out var a) ? a.Text : fallback;

    public int[]? Ints(string attribute) => node.Attributes.TryGetValue(attribute, out var a) ? [.. a.Ints.Select(i => (int)Math.Clamp(i, int.MinValue, int.MaxValue))] : null;

    /// <summary>A pair of numbers, for height and width; null where the attribute has another number of them.</summary>
    public Size? Pair(string attribute, int fallback) => Ints(attribute) switch
    {
        null => new Size(fallback, fallback),
        [var h, var w] => new Size(h, w),
        _ => null,
    };

    /// <summary>No layer gives this.</summary>
    public OnnxValue Refuse(string? reason) => new OnnxValue.Refused(node, reason, [.. Enumerable.Range(0, node.Inputs.Length).Select(Value).OfType<OnnxValue>()]);

    /// <summary>A layer that reads the first input.</summary>
    public OnnxValue Layer(string kind, params (string Name, object? Value)[] arguments) => Signal() is { } input ? Layer(kind, input, arguments) : Refuse("what it reads does not depend on the image");

    /// <summary>A layer without weights.</summary>
    public OnnxValue Layer(string kind, OnnxValue.Signal input, params (string Name, object? Value)[] arguments) => Layer(kind, [input], _noWeights, arguments);

    /// <summary>A layer; refused where its kind does not take it so.</summary>
    public OnnxValue Layer(string kind, ImmutableArray<OnnxValue.Signal> inputs, IReadOnlyDictionary<string, OnnxValue.Constant> weights, params (string Name, object? Value)[] arguments)
    {
        var given = arguments.Where(a => a.Value is not null).ToDictionary(a => a.Name, a => a.Value!);
        var (layer, reason) = LayerFactory.Make(node, kind, given, inputs, weights);
        return layer is null ? Refuse(reason) : graph.Add(layer);
    }
}
