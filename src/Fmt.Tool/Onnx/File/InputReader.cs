using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using Proto = global::Onnx;

namespace Fmt.Tool.Onnx;

/// <summary>Tells the images among a file's inputs from parameters that are inputs (files exported without their values).</summary>
internal sealed class InputReader
{
    /// <summary>Operators that read nothing but parameters from their second input on.</summary>
    private static readonly string[] _layers = ["Conv", "ConvTranspose", "BatchNormalization", "InstanceNormalization", "LayerNormalization", "Gemm", "PRelu"];

    private readonly ILookup<string, (OnnxNode Node, int Slot)> _readers;

    public InputReader(IReadOnlyList<OnnxNode> nodes) =>
        _readers = nodes.SelectMany(n => n.Inputs.Select((name, slot) => (name, node: n, slot))).ToLookup(r => r.name, r => (r.node, r.slot), StringComparer.Ordinal);

    /// <summary>The images, and the parameters with their shapes.</summary>
    /// <exception cref="OnnxException">There are no images or several, or a parameter's shape is not known.</exception>
    public (OnnxInput Images, List<KeyValuePair<string, OnnxTensor>> Parameters) Read(IReadOnlyList<Proto.ValueInfoProto> inputs)
    {
        var images = new List<OnnxInput>();
        var parameters = new List<KeyValuePair<string, OnnxTensor>>();
        foreach (var input in inputs)
        {
            if (input.Type?.TensorType is not { Shape: { } shape } type) throw OnnxException.Of("the input is no tensor of a known number of axes", input.Name);
            var element = TensorReader.TypeOf(type.ElemType, input.Name);
            ImmutableArray<long> dims = [.. shape.Dim.Select(d => d.HasDimValue ? d.DimValue : 0)];
            var isFree = shape.Dim.Any(d => !d.HasDimValue || d.DimValue == 0);
            if (dims.Any(d => d < 0)) throw OnnxException.Of($"the input has a negative axis: {string.Join('x', dims)}", input.Name);
            if (isFree || !IsParameter(input.Name, dims.Length, 0)) images.Add(new OnnxInput(input.Name, dims));
            else
            {
                TensorReader.Bytes(dims, element, input.Name);
                parameters.Add(new(input.Name, new OnnxTensor(element, dims, null)));
            }
        }

        if (images.Count == 0) throw OnnxException.Of("no input holds images");
        if (images.Count > 1) throw OnnxException.Of($"{images.Count} inputs are not parameters ({string.Join(", ", images.Take(5).Select(i => i.Name))}); a declared network reads images alone");
        return (images[0], parameters);
    }

    /// <summary>Whether a value is read as a parameter wherever it is read.</summary>
    private bool IsParameter(string name, int axes, int depth) =>
        depth < 8 && _readers[name].All(r =>
            _layers.Contains(r.Node.Op) ? r.Slot > 0
            : r.Node.Op is "Identity" or "Transpose" or "Reshape" ? r.Node.Outputs.All(o => IsParameter(o, axes, depth + 1))
            : axes < 4 && r.Node.Op is ("MatMul" or "Mul" or "Add" or "Sub" or "Div"));
}
