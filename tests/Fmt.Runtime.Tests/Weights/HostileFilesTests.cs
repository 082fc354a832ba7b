using System;
using System.IO;
using System.IO.Compression;
using System.Linq;
using Fmt.Weights;
using Xunit;

namespace Fmt.Tests.Weights;

/// <summary>Files made to do harm, and damage of every kind: always a <see cref="CheckpointException"/>.</summary>
public class HostileFilesTests
{
    [Theory]
    [InlineData("os", "system")]
    [InlineData("posix", "system")]
    [InlineData("builtins", "eval")]
    [InlineData("__builtin__", "exec")]
    [InlineData("torch", "load")]
    [InlineData("torch._utils", "_rebuild_tensor_v2.__globals__")]
    [InlineData("collections", "OrderedDict.__class__")]
    [InlineData("collections.OrderedDict", "")]
    [InlineData("models.resnet", "ResNet18")]
    public void Name_outside_the_list_is_refused_by_name(string module, string name)
    {
        Refuse(new Pickle().Global(module, name).Op('(').Text("touch /tmp/x").Op('t').Op('R').Stop(), $"{module}.{name}, which is refused");
        Refuse(new Pickle().Text(module).Text(name).Op(0x93).Op('(').Text("touch /tmp/x").Op('t').Op('R').Stop(), $"{module}.{name}, which is refused");
    }

    [Fact]
    public void Classes_and_extensions_are_refused()
    {
        Refuse(new Pickle().EmptyOrderedDict().Op(')').Op(0x81).Stop(), "refused");                          // NEWOBJ
        Refuse(new Pickle().Op('(').Line('i', "os\nsystem").Stop(), "refused");                              // INST
        Refuse(new Pickle().Op('(').Global("torch", "Size").Op('o').Stop(), "refused");                      // OBJ
        Refuse(new Pickle().Op(0x82, 1).Stop(), "refused");                                                  // EXT1
        Refuse(new Pickle().Line('P', "id").Stop(), "refused");                                              // PERSID
        Refuse(new Pickle().Op('(').Text("module").Text("x").Op('t').Op('Q').Stop(), "source code");
    }

    [Fact]
    public void Calling_what_is_no_function()
    {
        Refuse(new Pickle().Global("torch", "FloatStorage").Op('(').Int(1000000000).Op('t').Op('R').Stop(), "no function");
        Refuse(new Pickle().Text("x").Op(')').Op('R').Stop(), "cannot be called");
        Refuse(new Pickle().Global("torch._utils", "_rebuild_tensor_v2").Op(')').Op('R').Stop(), "a tensor is made of");
        Refuse(new Pickle().Op(']').Op('}').Op('b').Stop(), "no OrderedDict");
    }

    [Fact]
    public void Deep_nesting_ends_in_order()
    {
        Refuse(new Pickle().Many('(', 100_000).Stop(), "nested deeper");
        Refuse(new Pickle().Many(']', 2_000_000).Stop(), "the objects of its pickle take more than");
        Refuse(new Pickle().Many(']', 100_000).Many('a', 99_999).Stop(), "holds a list");
    }

    [Fact]
    public void Laughs_stay_small()
    {
        // Each list holds the one before ten times: 10^200 leaves if anybody walked them.
        var pickle = new Pickle().Op(']').Op((byte)'q', 0);
        for (var i = 0; i < 200; i++)
        {
            pickle.Op(']').Op('(');
            for (var k = 0; k < 10; k++) pickle.Op((byte)'h', (byte)i);
            pickle.Op('e').Op((byte)'q', (byte)(i + 1));
        }
        Refuse(pickle.Op('t').Stop(), "");
        Refuse(new Pickle().Op('N').Op((byte)'r', 0xff, 0xff, 0xff, 0xff).Op((byte)'j', 0xff, 0xff, 0xff, 0xff).Stop(), "the objects of its pickle take more than");
        Refuse(new Pickle().Op('N').Op((byte)'q', 2).Op((byte)'h', 1).Stop(), "never stored");
        Refuse(new Pickle().Op('N').Op((byte)'q', 2).Op((byte)'h', 3).Stop(), "never stored");
        Refuse(new Pickle().Op('N').Op((byte)'q', 2).Op((byte)'h', 2).Stop(), "an untidy stack");
        var memo = new Pickle().Op('N');
        for (var i = 0; i <= 1_000_000; i++) memo.Op(0x94);
        Refuse(memo.Stop(), "the objects of its pickle take more than");
    }

    [Fact]
    public void Huge_sizes_are_refused_before_anything_is_allocated()
    {
        Refuse(new Pickle().Op(0x8b, 0xff, 0xff, 0xff, 0x7f).Stop(), "larger than any");                     // LONG4
        Refuse(new Pickle().Op((byte)'X', 0xff, 0xff, 0xff, 0xff).Stop(), "ends too early");
        Refuse(new Pickle().Op(0x8d, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff).Stop(), "ends too early");
        Refuse(new Pickle().Op('}').Text("x").Tensor("FloatStorage", "0", int.MaxValue, 0, [int.MaxValue], [1]).Op('s').Stop(), "");
        var repeated = new Pickle().Op('}').Text("x").Tensor("FloatStorage", "0", 1, 0, [1_000_000_000], [0]).Op('s').Stop();
        var e = Assert.Throws<CheckpointException>(() => Checkpoint.Parse(Pickle.Zip(repeated, ("archive/data/0", new byte[4]))));
        Assert.Contains("repeat elements", e.Message);
    }

    [Fact]
    public void Compressed_entry_is_refused()
    {
        var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        using (var entry = zip.CreateEntry("archive/data.pkl", CompressionLevel.Optimal).Open())
        {
            entry.Write(new byte[100_000_000]);
        }
        Assert.Contains("compressed", Assert.Throws<CheckpointException>(() => Checkpoint.Parse(file.ToArray())).Message);
    }

    [Fact]
    public void Names_cannot_steer_a_terminal()
    {
        var e = Assert.Throws<CheckpointException>(() => Checkpoint.Parse(Pickle.Zip(new Pickle().Text("\u001b[2J").Text("x").Op(0x93).Stop())));
        Assert.DoesNotContain('\u001b', e.Message);
    }

    [Theory]
    [InlineData("safetensors")]
    [InlineData("zip")]
    [InlineData("legacy")]
    public void Every_truncation_is_a_checkpoint_exception(string format)
    {
        var file = SmallFiles.Of(format);
        for (var length = 0; length < file.Length; length++) Assert.Throws<CheckpointException>(() => Checkpoint.Parse(file[..length]));
    }

    [Theory]
    [InlineData("safetensors", 1)]
    [InlineData("zip", 2)]
    [InlineData("legacy", 3)]
    public void Random_damage_is_a_checkpoint_exception_or_harmless(string format, int seed)
    {
        var whole = SmallFiles.Of(format);
        var random = new Random(seed);
        for (var round = 0; round < 20_000; round++)
        {
            byte[] file = [.. whole];
            for (var flips = random.Next(1, 5); flips > 0; flips--) file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
            if (round % 3 == 0) file[random.Next(file.Length)] = (byte)random.Next(256);
            if (round % 5 == 0)
            {
                int from = random.Next(file.Length), to = random.Next(file.Length);          // a piece left out, or twice
                file = [.. file[..from], .. file[to..]];
            }
            try
            {
                var read = Checkpoint.Parse(file);
                Assert.True(read.Tensors.Sum(t => (long)t.Data.Length) < 1 << 22);
            }
            catch (CheckpointException)
            {
            }
        }
    }

    [Fact]
    public void Other_files_are_named()
    {
        Assert.Contains("Git LFS", Assert.Throws<CheckpointException>(() => Checkpoint.Parse("version https://git-lfs.github.com/spec/v1\n"u8.ToArray())).Message);
        Assert.Contains("HDF5", Assert.Throws<CheckpointException>(() => Checkpoint.Parse([0x89, .. "HDF\r\n\u001a\n0000000"u8])).Message);
        Assert.Contains("an ONNX model", Assert.Throws<CheckpointException>(() => Checkpoint.Parse([0x08, 0x07, 0x12, 0x07, .. "pytorch"u8, 0x1a])).Message);
        Assert.Contains("this is a text file", Assert.Throws<CheckpointException>(() => Checkpoint.Parse("# A readme, not weights\n"u8.ToArray())).Message);
        Assert.Contains("0 byte", Assert.Throws<CheckpointException>(() => Checkpoint.Parse([])).Message);
        var missing = Path.Combine(Path.GetTempPath(), "fmt-no-such-file.pth");
        var e = Assert.Throws<CheckpointException>(() => Checkpoint.Read(missing));
        Assert.Equal(missing, e.File);
        Assert.StartsWith(missing, e.Message);
    }

    private static void Refuse(byte[] pickle, string says)
    {
        var zip = Assert.Throws<CheckpointException>(() => Checkpoint.Parse(Pickle.Zip(pickle)));
        Assert.Contains(says, zip.Message);
        Assert.Throws<CheckpointException>(() => Checkpoint.Parse(Pickle.Legacy(pickle)));
    }
}
