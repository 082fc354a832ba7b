using System.IO;
using System.Threading.Tasks;
using Fmt.Tests;
using Fmt.Weights;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Options of a training, on a small network of one's own.</summary>
public sealed class TrainOptionTests
{
    [Fact]
    public async Task A_training_goes_on_from_a_checkpoint_and_says_so()
    {
        using var folder = new TemporaryFolder();
        var assembly = await Compiled.ToFileAsync(OwnNetworks.Declaration(), folder.File("Nets.dll"));
        var file = OwnNetworks.WriteCase(folder);
        string[] train = ["train", file, "--networks", assembly, "--poison", "0", "--batch", "8", "--threads", "1"];
        await Done([.. train, "--epochs", "10", "--label-noise", "0.1", "--cutout", "2", "--crop", "1"]);
        var trained = folder.File("own.safetensors");
        var recipe = Checkpoint.Read(trained).Metadata["recipe"];
        Assert.Contains("40 images, 4 with a wrong label, none poisoned; 10 epochs", recipe);
        Assert.Contains("random crops (padding 1), random black squares (side 2); seed 0", recipe);

        var start = folder.File("start.safetensors");
        File.Move(trained, start);
        // With next to no step the weights stay what they were, which initial ones are not.
        string[] tune = [.. train, "--epochs", "1", "--rate", "1e-5", "--from", start];
        await Done(tune);
        Assert.InRange(Distance(start, trained), 1e-9, 1e-3);
        var metadata = Checkpoint.Read(trained).Metadata;
        Assert.Equal("start.safetensors", metadata["from"]);
        Assert.Equal(64, metadata["from_sha256"].Length);

        var own = await ToolProcess.RunAsync([.. train, "--from", trained]);
        Assert.Equal(1, own.Code);
        Assert.Contains("is the weights of --from, which would be replaced", own.Error);
        var missing = await ToolProcess.RunAsync([.. train, "--from", folder.File("none.safetensors")]);
        Assert.Equal(1, missing.Code);
        Assert.Contains("none.safetensors", missing.Error);
    }

    [Theory]
    [InlineData("--label-noise", "1.1")]
    [InlineData("--cutout", "-1")]
    public async Task Out_of_range_is_a_wrong_command_line(string option, string value)
    {
        var run = await ToolProcess.RunAsync(["train", "case.json", option, value]);
        Assert.Equal(2, run.Code);
        Assert.Contains(option, run.Error);
    }

    private static async Task Done(string[] arguments)
    {
        var run = await ToolProcess.RunAsync(arguments);
        Assert.True(run.Code == 0, run.Output + run.Error);
    }

    private static double Distance(string a, string b)
    {
        const string Name = "classifier.weight";
        using var one = Checkpoint.Read(a)[Name].ToTensor();
        using var other = Checkpoint.Read(b)[Name].ToTensor();
        using var difference = (one - other).abs().max();
        return difference.item<float>();
    }
}
