using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Tests;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary><c>fmtdsl declare MODEL.onnx</c> as a process, without libtorch.</summary>
public sealed class OnnxCommandTests
{
    [Fact]
    public async Task The_weights_go_beside_the_declaration_and_load()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("small.onnx"), new OnnxBuilder().Conv("conv", 4, 3).Node("Relu").Head(4).Bytes());
        var shown = await RunAsync("declare", folder.File("small.onnx"), "--name", "Net", "--namespace", "My.Nets");
        var written = await RunAsync("declare", folder.File("small.onnx"), "--name", "Net", "--namespace", "My.Nets", "--out", folder.File("Net.cs"));
        Assert.Equal((0, ""), (shown.Code, shown.Error));
        Assert.Equal((0, ""), (written.Code, written.Output));
        Assert.Contains("4 tensors", written.Error, StringComparison.Ordinal);
        Assert.Equal(shown.Output, File.ReadAllText(folder.File("Net.cs")));
        Assert.Equal(["Net.cs", "Net.safetensors", "small.onnx"], Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
        using var network = await Compiled.OfAsync(shown.Output);
        network.Network.Load(folder.File("Net.safetensors"));
    }

    [Fact]
    public async Task What_has_no_layer_is_one_line_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("odd.onnx"), new OnnxBuilder().Conv("conv", 4, 3).Node("Einsum").Node("Det").Head(4).Bytes());
        var run = await RunAsync("declare", folder.File("odd.onnx"), "--out", folder.File("Net.cs"));
        Assert.Equal((1, ""), (run.Code, run.Output));
        Assert.StartsWith($"error: {folder.File("odd.onnx")}: 2 operators have no layer: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(c => c == '\n'));
        Assert.Equal(["odd.onnx"], Directory.GetFiles(folder.Path).Select(f => Path.GetFileName(f)));
    }

    [Fact]
    public async Task Files_that_are_none_and_places_that_would_be_lost_are_named()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("folder.onnx"));
        File.WriteAllText(folder.File("text.onnx"), "not a model");
        File.WriteAllBytes(folder.File("small.onnx"), new OnnxBuilder().Conv("conv", 4, 3).Head(4).Bytes());
        foreach (var (name, why) in new[] { ("missing.onnx", "there is no such file"), ("folder.onnx", "this is a folder"), ("text.onnx", "no ONNX file") })
        {
            var run = await RunAsync("declare", folder.File(name));
            Assert.Equal(1, run.Code);
            Assert.Contains(why, run.Error, StringComparison.Ordinal);
            Assert.Equal(1, run.Error.Split(name).Length - 1);
        }

        var same = await RunAsync("declare", folder.File("small.onnx"), "--out", folder.File("small.onnx"));
        Assert.Equal(1, same.Code);
        Assert.Contains("the ONNX file, which would be replaced", same.Error, StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => ToolProcess.RunAsync(arguments, libtorch: "no-such-folder");
}
