using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using Proto = global::Onnx;

namespace Fmt.Tool.Onnx;

/// <summary>Reads nodes and their attributes.</summary>
internal sealed class NodeReader(TensorReader tensors)
{
    private static readonly string[] _control = ["If", "Loop", "Scan", "SequenceMap"];

    /// <summary>A node; <paramref name="number"/> names it where the file does not.</summary>
    /// <exception cref="OnnxException">It is control flow, or not of ONNX's own operators.</exception>
    public OnnxNode Read(Proto.NodeProto node, int number)
    {
        var name = node.Name.Length > 0 ? node.Name : node.OpType + "#" + number.ToString(CultureInfo.InvariantCulture);
        if (node.OpType.Length == 0) throw OnnxException.Of("the node has no operator", name);
        if (_control.Contains(node.OpType) || node.Attribute.Any(a => a.G is not null || a.Graphs.Count > 0))
            throw OnnxException.Of($"{node.OpType} is control flow; a declaration has none. Export the network by tracing (torch.onnx.export of the module itself, not of a script)", name);
        if (node.Domain is not ("" or "ai.onnx")) throw OnnxException.Of($"{node.OpType} is an operator of '{node.Domain}', not one of ONNX's own", name);
        var attributes = new Dictionary<string, OnnxAttribute>(StringComparer.Ordinal);
        foreach (var attribute in node.Attribute)
            if (!attributes.TryAdd(attribute.Name, Read(attribute, name))) throw OnnxException.Of($"the attribute {attribute.Name} is there twice", name);
        return new OnnxNode(name, node.OpType, [.. node.Input], [.. node.Output], attributes);
    }

    private OnnxAttribute Read(Proto.AttributeProto a, string node) => new(
        a.I,
        Decimal(a.F),
        a.S.ToStringUtf8(),
        [.. a.Ints],
        [.. a.Floats.Select(Decimal)],
        a.T is null ? null : tensors.Read(a.T, $"{node}, {a.Name}"));

    /// <summary>The number that was meant: 0.1 is stored as the float nearest to it, whose digits go on.</summary>
    public static double Decimal(float value) =>
        float.IsFinite(value) ? double.Parse(value.ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture) : value;
}
