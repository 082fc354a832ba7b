using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Fmt.Modules;
using Fmt.Tests.Modules;
using Fmt.Weights;
using Xunit;

namespace Fmt.Tests.Weights;

/// <summary>Small files that once took gigabytes, minutes or pages: each is refused within the bounds.</summary>
public sealed class StrangersFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void One_list_copied_again_and_again_is_paid_for_every_time()
    {
        var pickle = new Pickle().Op(']').Op('(');
        for (var i = 0; i < 20_000; i++) pickle.Op((byte)'K', (byte)i).Op('N').Op(0x86);
        pickle.Op('e').Op(0x85).Op((byte)'q', 0).Global("collections", "OrderedDict").Op((byte)'q', 1);
        for (var i = 0; i < 20_000; i++) pickle.Op((byte)'h', 1, (byte)'h', 0, (byte)'R');
        Assert.Contains("the objects of its pickle take more than the ", Both(pickle.Stop()));
    }

    [Fact]
    public void Numbers_of_the_memo_that_would_collide_do_not()
    {
        var pickle = new Pickle().Op('N');
        for (uint i = 0; i < 177_000; i++) pickle.Op((byte)'r').Op(BitConverter.GetBytes(i * 75431));
        Assert.Contains("the objects of its pickle take more than the ", Both(pickle.Stop()));
    }

    [Theory]
    [InlineData('}')]
    [InlineData(']')]
    [InlineData(')')]
    [InlineData((char)0x8f)]
    public void Five_million_empty_containers_are_not_made(char code) =>
        Assert.Contains("the objects of its pickle take more than the ", Both(new Pickle().Op([.. Enumerable.Repeat((byte)code, 5_000_000)]).Stop()));

    [Fact]
    public void Views_with_many_dimensions_are_copied_as_quickly_as_others()
    {
        int[] size = [20_000_000, .. Enumerable.Repeat(1, 63)], stride = [0, .. Enumerable.Repeat(1, 63)];
        var pickle = new Pickle().Op('}').Text("x").Tensor("ByteStorage", "0", 1, 0, size, stride).Op('s').Stop();
        Bounds.Hold(0, () => Assert.Equal(20_000_000, Checkpoint.Parse(Pickle.Zip(pickle, ("archive/data/0", new byte[1])))["x"].Data.Length));
    }

    [Fact]
    public void Millions_of_dimensions_end_at_the_sixty_fifth()
    {
        var path = Write("a.safetensors", SmallFiles.Safetensors($$$"""{"a":{"dtype":"F32","shape":[{{{string.Concat(Enumerable.Repeat("1,", 5_000_000))}}}1],"data_offsets":[0,4]}}""", new byte[4]));
        Assert.Contains("has more than 64 numbers, which is the most that a tensor has of dimensions (a)", Bounds.Refused(path));
    }

    [Fact]
    public void What_the_first_bytes_do_not_promise_is_not_read()
    {
        var path = _folder.File("zeros.pth");
        using (var file = File.Create(path)) file.SetLength(2_000_000_000);
        var message = "";
        Bounds.Hold(0, () => message = Bounds.Refused(path));
        Assert.Contains("it begins with 0000000000000000", message);
    }

    [Fact]
    public void What_is_no_file_is_named_and_not_read()
    {
        File.CreateSymbolicLink(_folder.File("endless"), "/dev/zero");
        File.CreateSymbolicLink(_folder.File("nowhere"), "missing");
        File.CreateSymbolicLink(_folder.File("circle"), "circle");
        Process.Start("mkfifo", [_folder.File("pipe")]).WaitForExit();
        foreach (var (name, what) in new[] { ("endless", "this is a device"), ("pipe", "this is a pipe"), (".", "this is a folder; a file was expected"), ("nowhere", "which does not exist"), ("circle", "leads in a circle"), ("missing", "there is no such file") })
            Assert.Contains(what, Bounds.Refused(_folder.File(name)));
    }

    [Fact]
    public void A_hundred_thousand_foreign_names_are_twenty_and_a_count()
    {
        var header = new StringBuilder("{");
        for (var i = 0; i < 100_000; i++) header.Append($$$"""{{{(i > 0 ? "," : "")}}}"layer{{{i}}}.weight":{"dtype":"F32","shape":[1],"data_offsets":[{{{4 * i}}},{{{4 * i + 4}}}]}""");
        var path = Write("foreign.safetensors", SmallFiles.Safetensors(header.Append('}').ToString(), new byte[400_000]));
        using var network = new ResidualNet();
        Checkpoint? read = null;
        Bounds.Hold(new FileInfo(path).Length, () => read = Checkpoint.Read(path));
        var e = Assert.Throws<CheckpointException>(() => StateLoader.Load(network, read!));
        Assert.Contains("\n  unexpected in the checkpoint (100000):\n    layer0.weight", e.Message);
        Assert.Contains("\n    layer19.weight\n    and 99980 more\n", e.Message);
        Assert.Equal(100_000, e.Unexpected.Length);
        Assert.InRange(e.Message.Length, 0, 5000);
    }

    [Fact]
    public void Every_number_in_an_error_is_that_of_the_file()
    {
        var file = Pickle.Zip(new Pickle().Op([.. Enumerable.Repeat((byte)'}', 2_000_000)]).Stop());
        var e = Assert.Throws<CheckpointException>(() => Checkpoint.Parse(file));
        Assert.Equal($"the objects of its pickle take more than the {(24 << 20) + 3L * file.Length} bytes of memory or work that a file of {file.Length} bytes may take", e.Problem);
        Assert.StartsWith("archive/data.pkl, byte ", e.Where);
    }

    /// <summary>As a zip and as the older stream.</summary>
    private string Both(byte[] pickle)
    {
        Bounds.Refused(Write("old.pth", Pickle.Legacy(pickle)));
        return Bounds.Refused(Write("new.pth", Pickle.Zip(pickle)));
    }

    private string Write(string name, byte[] contents)
    {
        File.WriteAllBytes(_folder.File(name), contents);
        return _folder.File(name);
    }

    public void Dispose() => _folder.Dispose();
}
