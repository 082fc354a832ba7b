using System;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Modules;
using Fmt.Tests;
using Fmt.Weights;
using Fmt.Zoo;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>The command as a process.</summary>
public sealed class CommandTests
{
    [Fact]
    public async Task Declare_writes_a_file_or_the_console_alike()
    {
        using var folder = new TemporaryFolder();
        var weights = Save(folder);
        var shown = await RunAsync("declare", weights, "--name", "Grey", "--namespace", "My.Nets", "--input", "1x28x28");
        var written = await RunAsync("declare", weights, "--name", "Grey", "--namespace", "My.Nets", "--input", "1x28x28", "--out", folder.File("Grey.cs"));
        Assert.Equal((0, ""), (shown.Code, shown.Error));
        Assert.Equal((0, ""), (written.Code, written.Output));
        Assert.Contains(FormattableString.Invariant($": {shown.Output.Split("FILL:").Length - 1} places marked FILL"), written.Error);
        Assert.Equal(shown.Output, File.ReadAllText(folder.File("Grey.cs")));
        Assert.Contains("namespace My.Nets;", shown.Output);
        Assert.Contains("[Network(/* FILL: Mean, Std */ \"1x28x28\", Classes = 10)]\npublic sealed partial class Grey", shown.Output);
        using var network = await Compiled.OfAsync(shown.Output);
        network.Network.Load(weights);
        Assert.Equal(2, Directory.GetFiles(folder.Path).Length);
    }

    [Fact]
    public async Task A_name_is_made_from_the_files()
    {
        using var folder = new TemporaryFolder();
        var weights = Save(folder, "conv2d.safetensors");
        Assert.Contains("partial class NetConv2d\n", (await RunAsync("declare", weights)).Output);
        File.Move(weights, folder.File("18-res net.v2.pth.tar"));
        Assert.Contains("partial class N18ResNet\n", (await RunAsync("declare", folder.File("18-res net.v2.pth.tar"))).Output);
    }

    [Fact]
    public async Task Summary_lists_keys_and_modules()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync("summary", Save(folder));
        Assert.Equal(0, run.Code);
        var lines = run.Output.Split('\n').Select(l => string.Join(' ', l.Split(' ', StringSplitOptions.RemoveEmptyEntries)).TrimEnd()).ToList();
        Assert.Contains("conv1 Conv2d 1 -> 16, 5x5, bias 416", lines);
        Assert.Contains("fc1.weight [512, 512] Float32 262,144", lines);
        Assert.Contains("weights.safetensors: 8 tensors, 281,034 elements, of them 281,034 parameters", lines);
    }

    [Fact]
    public async Task Keys_are_written_beside_the_checkpoint()
    {
        using var folder = new TemporaryFolder();
        var run = await RunAsync("keys", Save(folder));
        Assert.Equal((0, ""), (run.Code, run.Output));
        Assert.EndsWith("weights.safetensors.keys.txt: 8 keys", run.Error.TrimEnd());
        var lines = File.ReadAllText(folder.File("weights.safetensors.keys.txt")).Split('\n');
        Assert.Equal((9, ""), (lines.Length, lines[^1]));
        Assert.Equal("conv1.weight\t16x1x5x5", lines[0]);
        Assert.Contains("fc1.bias\t512", lines);

        // A counter is a scalar; a name with a line break would be two lines.
        Checkpoint.WriteSafetensors(folder.File("other.safetensors"), [CheckpointTensor.Of("bn.num_batches_tracked", TorchSharp.torch.tensor(3L))]);
        await RunAsync("keys", folder.File("other.safetensors"), "--out", folder.File("list"));
        Assert.Equal("bn.num_batches_tracked\n", File.ReadAllText(folder.File("list")));
        Checkpoint.WriteSafetensors(folder.File("hostile.safetensors"), [CheckpointTensor.Of("a\nb", TorchSharp.torch.zeros(1))]);
        run = await RunAsync("keys", folder.File("hostile.safetensors"));
        Assert.Equal(1, run.Code);
        Assert.False(File.Exists(folder.File("hostile.safetensors.keys.txt")));
    }

    [Fact]
    public async Task A_wrong_file_is_one_line_and_1_and_nothing_is_written()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("no.pth"), "this is no file of weights");
        foreach (var arguments in new string[][]
        {
            ["declare", folder.File("no.pth"), "--out", folder.File("out.cs")],
            ["declare", folder.File("missing.pth")],
            ["summary", folder.File("no.pth")],
            ["keys", folder.File("no.pth")],
            ["declare", Save(folder), "--out", folder.File("no/such/folder.cs")],
            ["declare", Save(folder), "--out", Save(folder)],
            ["declare", Save(folder), "--out", "/dev/stdout"],
            ["keys", Save(folder), "--out", Save(folder)],
            ["keys", Save(folder), "--out", folder.Path],
        })
        {
            var run = await RunAsync(arguments);
            Assert.Equal((1, ""), (run.Code, run.Output));
            Assert.StartsWith("error: ", run.Error);
            Assert.Single(run.Error.TrimEnd().Split('\n'));
        }

        Checkpoint.Read(folder.File("weights.safetensors"));
        Assert.Equal(["no.pth", "weights.safetensors"], Directory.GetFiles(folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("declare")]
    [InlineData("declare", "a.pth", "--unknown")]
    [InlineData("declare", "a.pth", "--out", "")]
    [InlineData("declare", "a.pth", "--name", "class")]
    [InlineData("declare", "a.pth", "--namespace", "A..B")]
    [InlineData("declare", "a.pth", "--input", "28x28")]
    [InlineData("declare", "a.pth", "b.pth")]
    [InlineData("compare", "cases", "--unknown")]
    [InlineData("compare", "cases", "stray")]
    [InlineData("train", "case.json", "--unknown")]
    [InlineData("train", "case.json", "stray")]
    [InlineData("train", "case.json", "--poison", "2")]
    [InlineData("train", "trojan", "case.json", "--epochs", "1")]
    [InlineData("train", "case.json", "--device", "nonsense")]
    [InlineData("compare", "cases", "--jobs", "0")]
    [InlineData("compare", "cases", "--seeds", "99999999999")]
    [InlineData("frobnicate")]
    public async Task A_wrong_command_line_is_2(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        Assert.Equal(2, run.Code);
        Assert.StartsWith("error: ", run.Error);
    }

    private static string Save(TemporaryFolder folder, string name = "weights.safetensors")
    {
        using var network = new BadNetFlat();
        StateLoader.Save(network, folder.File(name));
        return folder.File(name);
    }

    /// <summary>The tool reads weights and computes nothing: whether there is a libtorch must not matter, nor be mentioned.</summary>
    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => ToolProcess.RunAsync(arguments, libtorch: "no-such-folder");
}
