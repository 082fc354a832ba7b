using System.Linq;
using System.Runtime.InteropServices;
using Fmt.Weights;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Weights;

public class PyTorchFilesTests
{
    [Theory]
    [InlineData("safetensors")]
    [InlineData("zip")]
    [InlineData("legacy")]
    public void Small_file_reads(string format)
    {
        var checkpoint = Checkpoint.Parse(SmallFiles.Of(format));
        Assert.Equal(["weight", "turned", "count"], checkpoint.Tensors.Select(t => t.Name));
        Assert.Equal([0, 1, 2, 3, 4, 5], Floats(checkpoint["weight"]));
        Assert.Equal([0, 3, 1, 4, 2, 5], Floats(checkpoint["turned"]));          // torch.arange(6.).view(2, 3).t()
        Assert.Equal([3L, 2L], checkpoint["turned"].Shape.AsEnumerable());
        Assert.Equal(7L, MemoryMarshal.Read<long>(checkpoint["count"].Data.Span));
    }

    [Theory]
    [InlineData(6, new[] { 2 }, new[] { 2 }, new float[] { 6, 8 })]                       // x[6::2][:2]
    [InlineData(0, new[] { 2, 3 }, new[] { 1, 0 }, new float[] { 0, 0, 0, 1, 1, 1 })]     // x[:2, None].expand(2, 3)
    [InlineData(1, new[] { 2, 1, 2 }, new[] { 4, 99, 2 }, new float[] { 1, 3, 5, 7 })]    // a size of 1: any stride
    [InlineData(9, new int[0], new int[0], new float[] { 9 })]
    [InlineData(10, new[] { 0, 5 }, new[] { 5, 1 }, new float[0])]
    public void Views_are_materialised(int offset, int[] size, int[] stride, float[] expected)
    {
        var state = new Pickle().Op('}').Text("x").Tensor("FloatStorage", "k", 10, offset, size, stride).Op('s').Stop();
        var file = Pickle.Zip(state, ("archive/data/k", Pickle.Floats([.. Enumerable.Range(0, 10).Select(i => (float)i)])));
        Assert.Equal(expected, Floats(Checkpoint.Parse(file)["x"]));
    }

    [Theory]
    [InlineData(0, new[] { 11 }, new[] { 1 })]
    [InlineData(1, new[] { 10 }, new[] { 1 })]
    [InlineData(-1, new[] { 2 }, new[] { 1 })]
    [InlineData(9, new[] { 2 }, new[] { -1 })]
    [InlineData(0, new[] { 2, 2 }, new[] { int.MaxValue, int.MaxValue })]
    [InlineData(0, new[] { int.MaxValue, int.MaxValue, int.MaxValue }, new[] { 0, 0, 0 })]
    [InlineData(0, new[] { int.MaxValue }, new[] { 0 })]
    [InlineData(0, new[] { -1 }, new[] { 1 })]
    [InlineData(0, new[] { 1, 1 }, new[] { 1 })]
    public void Views_out_of_their_storage_are_refused(int offset, int[] size, int[] stride)
    {
        var state = new Pickle().Op('}').Text("x").Tensor("FloatStorage", "k", 10, offset, size, stride).Op('s').Stop();
        Assert.Throws<CheckpointException>(() => Checkpoint.Parse(Pickle.Zip(state, ("archive/data/k", new byte[40]))));
        var old = new Pickle().Op('}').Text("x").Tensor("FloatStorage", "k", 10, offset, size, stride, legacy: true).Op('s').Stop();
        Assert.Throws<CheckpointException>(() => Checkpoint.Parse(Pickle.Legacy(old, true, ("k", 10, new byte[40]))));
    }

    [Theory]
    [InlineData("HalfStorage", torch.ScalarType.Float16, 2)]
    [InlineData("BFloat16Storage", torch.ScalarType.BFloat16, 2)]
    [InlineData("DoubleStorage", torch.ScalarType.Float64, 8)]
    [InlineData("IntStorage", torch.ScalarType.Int32, 4)]
    [InlineData("ShortStorage", torch.ScalarType.Int16, 2)]
    [InlineData("CharStorage", torch.ScalarType.Int8, 1)]
    [InlineData("ByteStorage", torch.ScalarType.Byte, 1)]
    [InlineData("BoolStorage", torch.ScalarType.Bool, 1)]
    public void Every_element_type(string storage, torch.ScalarType type, int size)
    {
        byte[] data = [.. Enumerable.Range(0, 3 * size).Select(i => (byte)(i & 1))];
        var state = new Pickle().Op('}').Text("x").Tensor(storage, "0", 3, 0, [3], [1]).Op('s').Stop();
        var tensor = Checkpoint.Parse(Pickle.Zip(state, ("archive/data/0", data)))["x"];
        Assert.Equal(type, tensor.Type);
        Assert.Equal(data, tensor.Data.ToArray());
    }

    [Theory]
    [InlineData("net")]
    [InlineData("state_dict")]
    [InlineData("model")]
    [InlineData("model_state_dict")]
    public void Nested_under_a_customary_name_and_wrapped(string name)
    {
        var state = new Pickle().Op('}').Op('(').Text("epoch").Int(3)
            .Text(name).EmptyOrderedDict().Op('(').Text("module.a").Tensor("FloatStorage", "0", 1, 0, [1], [1]).Text("module.b").Tensor("FloatStorage", "0", 1, 0, [1], [1]).Op('u')
            .Op('}').Op('b').Op('u').Stop();
        var checkpoint = Checkpoint.Parse(Pickle.Zip(state, ("archive/data/0", new byte[4])));
        Assert.Equal(["a", "b"], checkpoint.Tensors.Select(t => t.Name));
        Assert.Equal("3", checkpoint.Metadata["epoch"]);
    }

    [Fact]
    public void Prefix_that_not_all_carry_stays()
    {
        var state = new Pickle().Op('}').Op('(').Text("module.a").Tensor("FloatStorage", "0", 1, 0, [1], [1]).Text("b").Tensor("FloatStorage", "0", 1, 0, [1], [1]).Op('u').Stop();
        Assert.Equal(["module.a", "b"], Checkpoint.Parse(Pickle.Zip(state, ("archive/data/0", new byte[4]))).Tensors.Select(t => t.Name));
    }

    [Fact]
    public void Viewed_storage_of_old_files()
    {
        var state = new Pickle().Op('}').Text("x").Global("torch._utils", "_rebuild_tensor").Op('(')
            .Op('(').Text("storage").Global("torch", "FloatStorage").Text("root").Text("cpu").Int(5).Op('(').Text("view").Int(2).Int(3).Op('t').Op('t').Op('Q')
            .Int(1).Ints([2]).Ints([1]).Op('t').Op('R').Op('s').Stop();
        Assert.Equal([3, 4], Floats(Checkpoint.Parse(Pickle.Legacy(state, true, ("root", 5, Pickle.Floats(0, 1, 2, 3, 4))))["x"]));
    }

    [Fact]
    public void Python_two_ordered_dict_and_protocol_four()
    {
        var two = new Pickle().Global("collections", "OrderedDict").Op('(').Op(']').Op(']').Op((byte)'U', 1, (byte)'x').Op('a')
            .Tensor("FloatStorage", "0", 1, 0, [1], [1]).Op('a').Op('a').Op('t').Op('R').Stop();
        Assert.Equal("x", Assert.Single(Checkpoint.Parse(Pickle.Zip(two, ("archive/data/0", new byte[4]))).Tensors).Name);
        var four = new Pickle().Op(0x80, 4, 0x95, 1, 0, 0, 0, 0, 0, 0, 0).Op(0x8c, 11).Op("collections"u8.ToArray()).Op(0x94).Op(0x8c, 11).Op("OrderedDict"u8.ToArray()).Op(0x93).Op(')').Op('R')
            .Text("x").Tensor("FloatStorage", "0", 1, 0, [1], [1]).Op('s').Stop();
        Assert.Equal("x", Assert.Single(Checkpoint.Parse(Pickle.Zip(four, ("archive/data/0", new byte[4]))).Tensors).Name);
    }

    [Fact]
    public void Big_endian_is_refused()
    {
        var state = new Pickle().Op('}').Text("x").Tensor("FloatStorage", "0", 1, 0, [1], [1]).Op('s').Stop();
        var zip = Pickle.Zip(state, ("archive/data/0", new byte[4]), ("archive/byteorder", "big"u8.ToArray()));
        Assert.Contains("byte order", Assert.Throws<CheckpointException>(() => Checkpoint.Parse(zip)).Message);
        Assert.NotNull(Checkpoint.Parse(Pickle.Zip(state, ("archive/data/0", new byte[4]), ("archive/byteorder", "little"u8.ToArray()))));
        var old = Pickle.Legacy(new Pickle().Op('}').Text("x").Tensor("FloatStorage", "0", 1, 0, [1], [1], legacy: true).Op('s').Stop(), false, ("0", 1, new byte[4]));
        Assert.Contains("big-endian", Assert.Throws<CheckpointException>(() => Checkpoint.Parse(old)).Message);
    }

    [Fact]
    public void Without_state_dict_the_contents_are_listed()
    {
        var state = new Pickle().Op('}').Op('(').Text("epoch").Int(3).Text("weights").Tensor("FloatStorage", "0", 1, 0, [1], [1]).Op('u').Stop();
        var e = Assert.Throws<CheckpointException>(() => Checkpoint.Parse(Pickle.Zip(state, ("archive/data/0", new byte[4]))));
        Assert.Contains("epoch (a number), weights (a tensor [1])", e.Message);
        Assert.Contains("torch.save(model.state_dict(), path)", e.Message);
    }

    private static float[] Floats(CheckpointTensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.Data.Span).ToArray();
}
