using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using Fmt.Weights;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Weights;

public class SafetensorsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("fmt-test-");

    [Theory]
    [InlineData("{}", 4, "belong to none")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 8, "belong to none")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}""", 4, "makes 8 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 3, "ends at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "shares bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"b":{"dtype":"F32","shape":[1],"data_offsets":[2,6]}}""", 6, "shares bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", 8, "occurs twice")]
    [InlineData("""{"a":{"dtype":"F32","dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "twice")]
    [InlineData("""{"a":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[0,1]}}""", 1, "F8_E4M3 is not supported")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}""", 4, "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,4]}}""", 4, "whole numbers")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,4]}}""", 4, "impossibly large")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}""", 4, "begin and an end")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0]}}""", 4, "begin and an end")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,4]}}""", 4, "no dtype")]
    [InlineData("""{"a":3}""", 0, "must be an object")]
    [InlineData("""{"__metadata__":{"a":1}}""", 0, "must be texts")]
    [InlineData("""{"__metadata__":[]}""", 0, "object of texts")]
    [InlineData("""{"a":""", 0, "not the JSON")]
    [InlineData("""{} x""", 0, "not the JSON")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", 4, "not the JSON")]
    public void Broken_rule_is_named(string header, int dataBytes, string says)
    {
        var e = Assert.Throws<CheckpointException>(() => Checkpoint.Parse(SmallFiles.Safetensors(header, new byte[dataBytes])));
        Assert.Contains(says, e.Message);
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(100_000_001UL)]
    [InlineData(99_999_999UL)]
    public void Header_length_is_bounded(ulong length)
    {
        byte[] file = [.. BitConverter.GetBytes(length), .. "{}      "u8];
        Assert.Contains("header claims", Assert.Throws<CheckpointException>(() => Checkpoint.Parse(file)).Message);
    }

    [Theory]
    [InlineData(0x180)]
    [InlineData(0x280)]
    [InlineData(0x580)]
    public void A_header_whose_length_begins_like_a_pickle_is_still_a_header(int length)
    {
        var header = """{"a":{"dtype":"U8","shape":[2],"data_offsets":[0,2]}}""".PadRight(length);
        var file = SmallFiles.Safetensors(header, [1, 2]);
        Assert.Equal(0x80, file[0]);
        Assert.Equal("a", Assert.Single(Checkpoint.Parse(file).Tensors).Name);
    }

    [Fact]
    public void Empty_tensors_and_another_order_of_the_data_are_fine()
    {
        var file = SmallFiles.Safetensors("""{"b":{"dtype":"U8","shape":[2],"data_offsets":[1,3]},"none":{"dtype":"F32","shape":[0,7],"data_offsets":[1,1]},"a":{"dtype":"I8","shape":[],"data_offsets":[0,1]}}   """, [1, 2, 3]);
        var checkpoint = Checkpoint.Parse(file);
        Assert.Equal(["b", "none", "a"], checkpoint.Tensors.Select(t => t.Name));
        Assert.Equal([2, 3], checkpoint["b"].Data.ToArray());
        Assert.True(checkpoint["none"].Data.IsEmpty);
    }

    [Fact]
    public void Written_bytes_are_the_formats()
    {
        var path = Path.Combine(_folder.FullName, "a.safetensors");
        Checkpoint.WriteSafetensors(path, [new CheckpointTensor("w", torch.ScalarType.Float32, [1, 2], Pickle.Floats(1, -2))], new Dictionary<string, string> { ["format"] = "pt" });
        var bytes = File.ReadAllBytes(path);
        const string header = """{"__metadata__":{"format":"pt"},"w":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""";
        var padded = (header.Length + 7) / 8 * 8;
        Assert.Equal(padded, BitConverter.ToInt64(bytes));
        Assert.Equal(header.PadRight(padded), Encoding.UTF8.GetString(bytes, 8, padded));
        Assert.Equal([0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0], bytes[(8 + padded)..]);
    }

    [Fact]
    public void Round_trip_of_every_type()
    {
        torch.ScalarType[] types = [torch.ScalarType.Float16, torch.ScalarType.BFloat16, torch.ScalarType.Float32, torch.ScalarType.Float64, torch.ScalarType.Int64,
            torch.ScalarType.Int32, torch.ScalarType.Int16, torch.ScalarType.Int8, torch.ScalarType.Byte, torch.ScalarType.Bool];
        var path = Path.Combine(_folder.FullName, "a.safetensors");
        using var source = torch.tensor(new float[] { 0, 1, 1, 0, 1, 0 }).reshape(2, 3);
        ImmutableArray<CheckpointTensor> tensors = [.. types.Select(t =>
        {
            using var turned = source.to(t).t();                           // strided
            return CheckpointTensor.Of("ä." + t, turned);
        })];
        Checkpoint.WriteSafetensors(path, tensors);
        var read = Checkpoint.Read(path);
        Assert.Equal(path, read.Source);
        foreach (var tensor in read.Tensors)
        {
            using var back = tensor.ToTensor();
            Assert.Equal([3L, 2L], back.shape);
            using var floats = back.to(torch.ScalarType.Float32);
            Assert.Equal([0, 0, 1, 1, 1, 0], floats.data<float>().ToArray());
        }
    }

    [SharedFact("models/wrn16_1_grid_5.safetensors")]
    public void Real_file_round_trips()
    {
        var real = Checkpoint.Read(SharedMaterial.Path("models/wrn16_1_grid_5.safetensors"));
        var path = Path.Combine(_folder.FullName, "a.safetensors");
        Checkpoint.WriteSafetensors(path, real.Tensors, real.Metadata);
        Assert.Equal(File.ReadAllBytes(SharedMaterial.Path("models/wrn16_1_grid_5.safetensors")), File.ReadAllBytes(path));
    }

    [Fact]
    public void What_cannot_be_written_leaves_no_file()
    {
        var path = Path.Combine(_folder.FullName, "a.safetensors");
        var tensor = new CheckpointTensor("w", torch.ScalarType.Float32, [1], new byte[4]);
        Assert.Throws<ArgumentException>(() => Checkpoint.WriteSafetensors(path, [tensor, tensor]));
        Assert.Throws<ArgumentException>(() => Checkpoint.WriteSafetensors(path, [tensor with { Name = "__metadata__" }]));
        Assert.Throws<ArgumentException>(() => Checkpoint.WriteSafetensors(path, [tensor with { Shape = [2] }]));
        Assert.Throws<ArgumentException>(() => Checkpoint.WriteSafetensors(path, [tensor with { Type = torch.ScalarType.ComplexFloat32 }]));
        Assert.Empty(_folder.GetFileSystemInfos());
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
