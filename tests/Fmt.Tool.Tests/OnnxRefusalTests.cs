using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Fmt.Tests;
using Fmt.Tool.Onnx;
using Google.Protobuf;
using Xunit;
using Proto = global::Onnx;

namespace Fmt.Tool.Tests;

/// <summary>Files that are refused, each with the node and the reason.</summary>
public sealed class OnnxRefusalTests
{
    private static readonly Dictionary<string, (Action<Proto.ModelProto> Damage, string[] Says)> _wrong = new()
    {
        ["no graph"] = (m => m.Graph = null, ["no ONNX file"]),
        ["control flow"] = (m => m.Graph.Node[1].OpType = "Loop", ["globalaveragepool1", "control flow"]),
        ["another domain"] = (m => m.Graph.Node[1].Domain = "com.microsoft", ["globalaveragepool1", "com.microsoft"]),
        ["a negative axis"] = (m => m.Graph.Initializer[0].Dims[0] = -4, ["conv.weight", "negative"]),
        ["a huge axis"] = (m => m.Graph.Initializer[0].Dims[0] = long.MaxValue, ["conv.weight", "too large"]),
        ["too few bytes"] = (m => m.Graph.Initializer[0].Dims[0] = 5, ["conv.weight", "432 bytes", "540"]),
        ["elements twice"] = (m => m.Graph.Initializer[0].FloatData.Add(1), ["conv.weight", "twice"]),
        ["a list of another type"] = (m => { m.Graph.Initializer[1].RawData = ByteString.Empty; m.Graph.Initializer[1].Int64Data.AddRange([1, 2]); }, ["conv.bias", "another type"]),
        ["texts"] = (m => m.Graph.Initializer[1].DataType = 8, ["conv.bias", "String"]),
        ["a weight of whole numbers"] = (m => m.Graph.Initializer[1].DataType = 6, ["conv0", "bias", "Int32"]),
        ["a weight of another size"] = (m => { m.Graph.Initializer[1].Dims[0] = 2; m.Graph.Initializer[1].RawData = ByteString.CopyFrom(new byte[8]); }, ["conv0", "bias", "2, not 4"]),
        ["a missing value"] = (m => m.Graph.Node[0].Input[1] = "nobody", ["conv0", "'nobody'"]),
        ["a cycle"] = (m => m.Graph.Node[0].Input[0] = m.Graph.Node[1].Output[0], ["its own result"]),
        ["a value made twice"] = (m => m.Graph.Node[1].Output[0] = m.Graph.Node[0].Output[0], ["there already"]),
        ["one name for two tensors"] = (m => m.Graph.Initializer[1].Name = "conv.weight", ["conv.weight", "two"]),
        ["two outputs"] = (m => m.Graph.Output.Add(OnnxBuilder.Info("v0", [])), ["2 outputs"]),
        ["two inputs"] = (m => m.Graph.Input.Add(OnnxBuilder.Info("mask", [0, 3])), ["2 inputs", "mask"]),
        ["no input"] = (m => m.Graph.Input.Clear(), ["no input"]),
        ["an input of two axes"] = (m => m.Graph.Input[0] = OnnxBuilder.Info("input", [0, 3]), ["input", "2 axes"]),
        ["a huge input"] = (m => m.Graph.Input[0] = OnnxBuilder.Info("input", [0, 3, 1L << 40, 8]), ["input", "too large"]),
        ["an open size"] = (m => m.Graph.Input[0] = OnnxBuilder.Info("input", [0, 3, 0, 8]), ["input", "3x?x8", "--input"]),
        ["a group that does not divide"] = (m => m.Graph.Node[0].Attribute.Add(new Proto.AttributeProto { Name = "group", I = 7 }), ["conv0"]),
        ["a batch norm in training"] = (m => Replace(m, 1, "BatchNormalization", "training_mode"), ["training mode", "model.eval()"]),
        ["maps for logits"] = (m => m.Graph.Output[0].Name = "v0", ["4x8x8", "vector"]),
    };

    public static TheoryData<string> Wrong => [.. _wrong.Keys];

    [Theory]
    [MemberData(nameof(Wrong))]
    public void A_wrong_file_is_one_error_with_place_and_reason(string what)
    {
        var model = new OnnxBuilder().Conv("conv", 4, 3).Head(4).Model();
        _wrong[what].Damage(model);
        var error = Assert.Throws<OnnxException>(() => OnnxBuilder.Import(model.ToByteArray()));
        Assert.All(_wrong[what].Says, part => Assert.Contains(part, error.Message, StringComparison.Ordinal));
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void All_operators_without_a_layer_are_listed_at_once_and_parts_of_idioms_are_not()
    {
        var error = Assert.Throws<OnnxException>(() => new OnnxBuilder().Conv("conv", 4, 3).Node("Einsum").Node("Relu").Node("Erf").Node("Det").Head(4).Import());
        Assert.Contains("3 operators", error.Message, StringComparison.Ordinal);
        Assert.Contains("einsum1: the language has no layer for Einsum", error.Message, StringComparison.Ordinal);
        Assert.Contains("erf3: the language has no layer for Erf outside of a GELU", error.Message, StringComparison.Ordinal);
        Assert.Contains("det4", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("relu2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cut_short_or_another_file_is_said()
    {
        var bytes = new OnnxBuilder().Conv("conv", 4, 3).Head(4).Bytes();
        Assert.Contains("no ONNX file", Assert.Throws<OnnxException>(() => OnnxBuilder.Import(bytes[..(bytes.Length / 2)])).Message, StringComparison.Ordinal);
        Assert.Contains("no ONNX file", Assert.Throws<OnnxException>(() => OnnxBuilder.Import("PK\u0003\u0004 what is this"u8.ToArray())).Message, StringComparison.Ordinal);
        Assert.Contains("no ONNX file", Assert.Throws<OnnxException>(() => OnnxBuilder.Import([])).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../secret", "not in the model's folder")]
    [InlineData("/etc/passwd", "not in the model's folder")]
    [InlineData("", "not in the model's folder")]
    [InlineData("missing.bin", "no such file")]
    [InlineData("short.bin", "has 10 bytes")]
    [InlineData("link.bin", "a link")]
    public void Elements_of_another_place_are_not_read(string location, string why)
    {
        using var folder = new TemporaryFolder();
        using var other = new TemporaryFolder();
        File.WriteAllBytes(folder.File("short.bin"), new byte[10]);
        File.WriteAllBytes(other.File("secret"), new byte[432]);
        File.CreateSymbolicLink(folder.File("link.bin"), other.File("secret"));
        var error = Assert.Throws<OnnxException>(() => OnnxBuilder.Import(External(location), null, folder.Path));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.Contains("conv.weight", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Elements_beside_the_model_are_read()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("weights.bin"), [.. Enumerable.Range(0, 432).Select(i => (byte)(i % 50))]);
        var import = OnnxBuilder.Import(External("weights.bin"), null, folder.Path);
        Assert.Equal(File.ReadAllBytes(folder.File("weights.bin")), import.Weights.Single(w => w.Name == "conv.weight").Data.ToArray());
    }

    [Fact]
    public void Calculated_constants_are_bounded()
    {
        var builder = new OnnxBuilder().Conv("conv", 4, 3).Longs("many", 16_000);
        for (var i = 0; i < 200; i++) builder.Node("ConstantOfShape", ["many"], "c" + i);
        Assert.Contains("longer than the file", Assert.Throws<OnnxException>(() => builder.Node("Relu", ["v0"]).Head(4).Import()).Message, StringComparison.Ordinal);
    }

    private static byte[] External(string location)
    {
        var model = new OnnxBuilder().Conv("conv", 4, 3).Head(4).Model();
        var tensor = model.Graph.Initializer[0];
        tensor.RawData = ByteString.Empty;
        tensor.DataLocation = Proto.TensorProto.Types.DataLocation.External;
        tensor.ExternalData.Add(new Proto.StringStringEntryProto { Key = "location", Value = location });
        return model.ToByteArray();
    }

    private static void Replace(Proto.ModelProto model, int node, string op, string flag)
    {
        model.Graph.Node[node].OpType = op;
        model.Graph.Node[node].Attribute.Add(new Proto.AttributeProto { Name = flag, I = 1 });
    }
}
