using System;
using System.Collections.Generic;
using System.Linq;

namespace Fmt.Tool.Onnx;

/// <summary>The values of a file while it is translated, node by node.</summary>
internal sealed class OnnxGraph
{
    private readonly Dictionary<string, OnnxValue> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OnnxNode> _makers = new(StringComparer.Ordinal);
    private readonly ILookup<string, OnnxNode> _readers;
    private readonly OnnxModel _model;
    private long _room;

    public OnnxGraph(OnnxModel model)
    {
        _model = model;
        _room = model.Bytes + (64L * Numbers.Most);
        _readers = model.Nodes.SelectMany(n => n.Inputs.Distinct().Select(i => (i, n))).ToLookup(r => r.i, r => r.n, StringComparer.Ordinal);
        foreach (var (name, tensor) in model.Parameters) _values[name] = new OnnxValue.Constant(name, tensor, null);
    }

    public OnnxModel Model => _model;

    /// <summary>Layers so far, in the order of execution.</summary>
    public List<ImportedLayer> Layers { get; } = [];

    /// <summary>The operator behind the logits that was left out; null where there was none.</summary>
    public string? DroppedEnd { get; set; }

    /// <summary>What is subtracted from images, for every channel; null where nothing is.</summary>
    public double[]? Mean { get; set; }

    /// <summary>What the difference is divided by.</summary>
    public double[]? Std { get; set; }

    /// <summary>Whether logits that were maps of one place are flattened.</summary>
    public bool IsFlattened { get; set; }

    /// <summary>A value; null for an empty name, which stands for what is left out.</summary>
    public OnnxValue? this[string name] => _values.GetValueOrDefault(name);

    public void Set(string name, OnnxValue value) => _values[name] = value;

    /// <summary>What a node makes.</summary>
    public void Set(OnnxNode node, IReadOnlyList<OnnxValue> values)
    {
        for (var i = 0; i < node.Outputs.Length && i < values.Count; i++)
        {
            _values[node.Outputs[i]] = values[i];
            _makers[node.Outputs[i]] = node;
        }
    }

    /// <summary>The node that makes a value; null for inputs and parameters. Nodes that change nothing are looked through.</summary>
    public OnnxNode? Maker(string name) => _makers.GetValueOrDefault(Source(name));

    /// <summary>The value behind nodes that change nothing.</summary>
    public string Source(string name)
    {
        while (_makers.TryGetValue(name, out var node) && node is { Op: "Identity" or "Dropout", Inputs.Length: > 0 }) name = node.Input(0);
        return name;
    }

    /// <summary>The node that makes a value, if it is one of this operator.</summary>
    public OnnxNode? Maker(string name, string op) => Maker(name) is { } node && node.Op == op ? node : null;

    /// <summary>How many nodes read a value, the logits' reader counted.</summary>
    public int Readers(string name) => _readers[name].Count() + (name == _model.Output ? 1 : 0);

    /// <summary>A value as a small tensor; null where it is none.</summary>
    public Numbers? NumbersOf(string name) => name.Length > 0 && _values.TryGetValue(name, out var value) && value is OnnxValue.Constant constant ? NumbersOf(constant) : null;

    public static Numbers? NumbersOf(OnnxValue.Constant constant) => constant.Numbers ?? Numbers.Of(constant.Tensor!);

    /// <summary>A value as one number; null where it is none.</summary>
    public double? NumberOf(string name) => NumbersOf(name) is { Values: [var value] } ? value : null;

    public OnnxValue Add(ImportedLayer layer)
    {
        layer.Position = Layers.Count;
        Layers.Add(layer);
        return new OnnxValue.Signal(layer, layer.Shape);
    }

    /// <summary>Counts what is calculated or copied, so that no file takes more than it is long.</summary>
    /// <exception cref="OnnxException">It is more.</exception>
    public void Spend(long elements, OnnxNode node)
    {
        _room -= elements;
        if (_room < 0) throw OnnxException.Of("the constants that are calculated up to here are longer than the file; a network has none so long", node.Label);
    }
}
