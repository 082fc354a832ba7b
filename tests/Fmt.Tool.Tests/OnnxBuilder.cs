using System;
using System.Globalization;
using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Tool.Onnx;
using Google.Protobuf;
using Proto = global::Onnx;

namespace Fmt.Tool.Tests;

/// <summary>Makes small ONNX files. Nodes read the value before them unless they name others; the last one makes the output.</summary>
internal sealed class OnnxBuilder
{
    private readonly Proto.GraphProto _graph = new() { Name = "net" };
    private string _last = "input";

    /// <param name="input">The images' axes; 0 is free.</param>
    public OnnxBuilder(params long[] input) => _graph.Input.Add(Info("input", input.Length == 0 ? [0, 3, 8, 8] : input));

    public Proto.GraphProto Graph => _graph;

    /// <summary>The value made last.</summary>
    public string Last => _last;

    /// <summary>A tensor of small numbers.</summary>
    public OnnxBuilder Tensor(string name, params long[] dims) => Floats(name, dims, [.. Enumerable.Range(0, (int)dims.Aggregate(1L, (a, b) => a * b)).Select(i => ((i % 7) - 3) / 10f)]);

    public OnnxBuilder Floats(string name, long[] dims, params float[] values)
    {
        var tensor = new Proto.TensorProto { Name = name, DataType = (int)Proto.TensorProto.Types.DataType.Float, RawData = ByteString.CopyFrom(MemoryMarshal.AsBytes<float>(values)) };
        tensor.Dims.AddRange(dims);
        _graph.Initializer.Add(tensor);
        return this;
    }

    public OnnxBuilder Longs(string name, params long[] values)
    {
        var tensor = new Proto.TensorProto { Name = name, DataType = (int)Proto.TensorProto.Types.DataType.Int64 };
        tensor.Dims.Add(values.Length);
        tensor.Int64Data.AddRange(values);
        _graph.Initializer.Add(tensor);
        return this;
    }

    public OnnxBuilder Number(string name, float value) => Floats(name, [], value);

    /// <summary>A node that reads <paramref name="inputs"/>, where an asterisk stands for the value before it.</summary>
    public OnnxBuilder Node(string op, string[]? inputs = null, string? output = null, params (string Name, object Value)[] attributes)
    {
        var node = new Proto.NodeProto { OpType = op, Name = op.ToLowerInvariant() + _graph.Node.Count.ToString(CultureInfo.InvariantCulture) };
        node.Input.AddRange((inputs ?? ["*"]).Select(i => i == "*" ? _last : i));
        foreach (var (name, value) in attributes) node.Attribute.Add(Attribute(name, value));
        output ??= "v" + _graph.Node.Count.ToString(CultureInfo.InvariantCulture);
        node.Output.AddRange(output.Split(','));
        _last = output.Split(',')[0];
        _graph.Node.Add(node);
        return this;
    }

    /// <summary>A convolution of three by three that keeps the size.</summary>
    public OnnxBuilder Conv(string name, int channels, int read, string[]? inputs = null) =>
        Tensor(name + ".weight", channels, read, 3, 3).Tensor(name + ".bias", channels).Node("Conv", [.. inputs ?? ["*"], name + ".weight", name + ".bias"], null, ("pads", new long[] { 1, 1, 1, 1 }));

    /// <summary>Pooling, flattening and a Linear to ten logits.</summary>
    public OnnxBuilder Head(int channels) =>
        Tensor("fc.weight", 10, channels).Tensor("fc.bias", 10).Node("GlobalAveragePool").Node("Flatten").Node("Gemm", ["*", "fc.weight", "fc.bias"], null, ("transB", 1L));

    public Proto.ModelProto Model()
    {
        _graph.Output.Clear();
        _graph.Output.Add(Info(_last, []));
        var model = new Proto.ModelProto { IrVersion = 7, ProducerName = "test", Graph = _graph };
        model.OpsetImport.Add(new Proto.OperatorSetIdProto { Version = 13 });
        return model;
    }

    public byte[] Bytes() => Model().ToByteArray();

    public OnnxImport Import(string? input = null) => Import(Bytes(), input);

    public static OnnxImport Import(byte[] contents, string? input = null, string folder = ".") => OnnxImport.Of(OnnxFile.Parse(contents, folder), new SkeletonOptions("Net", Input: input));

    public static Proto.ValueInfoProto Info(string name, long[] dims)
    {
        var shape = new Proto.TensorShapeProto();
        foreach (var dim in dims) shape.Dim.Add(dim == 0 ? new Proto.TensorShapeProto.Types.Dimension { DimParam = "n" } : new Proto.TensorShapeProto.Types.Dimension { DimValue = dim });
        return new Proto.ValueInfoProto { Name = name, Type = new Proto.TypeProto { TensorType = new Proto.TypeProto.Types.Tensor { ElemType = (int)Proto.TensorProto.Types.DataType.Float, Shape = shape } } };
    }

    private static Proto.AttributeProto Attribute(string name, object value)
    {
        var attribute = new Proto.AttributeProto { Name = name };
        switch (value)
        {
            case long number: (attribute.I, attribute.Type) = (number, Proto.AttributeProto.Types.AttributeType.Int); break;
            case float number: (attribute.F, attribute.Type) = (number, Proto.AttributeProto.Types.AttributeType.Float); break;
            case string text: (attribute.S, attribute.Type) = (ByteString.CopyFromUtf8(text), Proto.AttributeProto.Types.AttributeType.String); break;
            case long[] numbers: attribute.Ints.AddRange(numbers); attribute.Type = Proto.AttributeProto.Types.AttributeType.Ints; break;
            default: throw new ArgumentException(name);
        }

        return attribute;
    }
}
