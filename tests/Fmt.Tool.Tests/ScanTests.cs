using System.IO;
using System.Linq;
using System.Text.Json;
using System.Threading.Tasks;
using Fmt.Tests;
using Fmt.Tool.Compiling;
using SkiaSharp;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary><c>fmtdsl scan</c> as a pipeline starts it: exit codes, formats, and that it changes nothing.</summary>
public sealed class ScanTests(TrainedOnce trained) : IClassFixture<TrainedOnce>
{
    [Fact]
    public async Task A_network_of_ones_own_is_scanned_and_left_as_it_was()
    {
        using var folder = new TemporaryFolder();
        WritePictures(folder, "0", "1");
        var before = await File.ReadAllBytesAsync(trained.Weights);
        var run = await ToolProcess.RunAsync([.. Scan(trained.Weights, folder), "--format", "json"]);
        var json = JsonDocument.Parse(run.Output).RootElement;
        Assert.Equal(run.Code, json.GetProperty("exit_code").GetInt32());
        Assert.Equal("Own", json.GetProperty("architecture").GetString());
        Assert.Equal(40, json.GetProperty("clean_images").GetInt32());
        Assert.Contains((run.Code, json.GetProperty("verdict").GetString()), new[] { (0, "no known sign"), (1, "sign"), (2, (string?)"test not valid") });
        Assert.Equal(before, await File.ReadAllBytesAsync(trained.Weights));
    }

    [Fact]
    public async Task Pictures_without_labels_will_do_and_a_file_is_written_whole()
    {
        using var folder = new TemporaryFolder();
        WritePictures(folder, "all", "more");
        var run = await ToolProcess.RunAsync([.. Scan(trained.Weights, folder), "--unlabelled", "--images", "20", "--format", "sarif", "--output", folder.File("scan.sarif")]);
        Assert.InRange(run.Code, 0, 2);
        Assert.Equal("", run.Output);
        var log = JsonDocument.Parse(await File.ReadAllTextAsync(folder.File("scan.sarif"))).RootElement;
        Assert.Equal(run.Code, log.GetProperty("runs")[0].GetProperty("invocations")[0].GetProperty("exitCode").GetInt32());
    }

    [Fact]
    public async Task Labels_in_another_order_are_no_test()
    {
        using var folder = new TemporaryFolder();
        WritePictures(folder, "b", "a");
        var run = await ToolProcess.RunAsync(Scan(trained.Weights, folder));
        Assert.Equal(2, run.Code);
        Assert.Contains("The test could not be made: Own reads 0 % of 40 clean images as their label", run.Output);
        Assert.Contains("Nothing can be said of this network", run.Output);
    }

    [Fact]
    public async Task An_architecture_of_the_zoo_takes_the_files_classes()
    {
        using var folder = new TemporaryFolder();
        WritePictures(folder, "all", "more");
        using (var network = InProcess.Make("[Fmt.Network(\"1x28x28\", Classes = 3, Like = typeof(Fmt.Zoo.FashionNet))] public sealed partial class Made;")) network.Save(folder.File("three.safetensors"));
        var run = await ToolProcess.RunAsync(["scan", folder.File("three.safetensors"), "--arch", "FashionNet", "--clean", folder.File("pictures"), "--unlabelled", "--format", "json"]);
        Assert.True(run.Code is >= 0 and <= 2 && run.Error.Length == 0, run.Error);
        Assert.Equal("Scanned", JsonDocument.Parse(run.Output).RootElement.GetProperty("architecture").GetString());

        var small = await ToolProcess.RunAsync(["scan", folder.File("three.safetensors"), "--arch", "FashionNet", "--input", "1x2x2", "--clean", folder.File("pictures")]);
        Assert.Equal(3, small.Code);
        Assert.Contains("error: FashionNet cannot be made for 1x2x2 and 3 classes", small.Error);
    }

    [Fact]
    public async Task An_onnx_model_is_a_network_itself()
    {
        using var folder = new TemporaryFolder();
        WritePictures(folder, "all", "more");
        File.WriteAllBytes(folder.File("net.onnx"), new OnnxBuilder().Conv("conv", 4, 3).Node("Relu").Head(4).Bytes());
        var run = await ToolProcess.RunAsync(["scan", folder.File("net.onnx"), "--clean", folder.File("pictures"), "--unlabelled", "--format", "json"]);
        Assert.True(run.Code is >= 0 and <= 2 && run.Error.Length == 0, run.Error);
        Assert.Equal("Imported", JsonDocument.Parse(run.Output).RootElement.GetProperty("architecture").GetString());

        File.WriteAllBytes(folder.File("cut.onnx"), [.. File.ReadAllBytes(folder.File("net.onnx")).Take(100)]);
        var cut = await ToolProcess.RunAsync(["scan", folder.File("cut.onnx"), "--clean", folder.File("pictures")]);
        Assert.Equal(3, cut.Code);
        Assert.Contains("cut.onnx", cut.Error);
        var named = await ToolProcess.RunAsync(["scan", folder.File("net.onnx"), "--arch", "ResNet18", "--clean", folder.File("pictures")]);
        Assert.Equal(4, named.Code);
    }

    [Theory]
    [InlineData(4, "--clean FOLDER is missing", "scan", "WEIGHTS", "--arch", "Own")]
    [InlineData(4, "--arch NAME is missing", "scan", "WEIGHTS", "--clean", "FOLDER")]
    [InlineData(4, "No network 'Owm' is declared here", "scan", "WEIGHTS", "--arch", "Owm", "--clean", "FOLDER")]
    [InlineData(4, "--format is text, json or sarif", "scan", "WEIGHTS", "--arch", "Own", "--clean", "FOLDER", "--format", "xml")]
    [InlineData(4, "--mean and --std come together", "scan", "WEIGHTS", "--arch", "Own", "--clean", "FOLDER", "--mean", "0.5")]
    [InlineData(4, "", "scan", "WEIGHTS", "--images", "many")]
    [InlineData(3, "", "scan", "MISSING", "--arch", "Own", "--clean", "FOLDER")]
    [InlineData(3, "", "scan", "TEXT", "--arch", "Own", "--clean", "FOLDER")]
    [InlineData(3, "", "scan", "FOLDER", "--arch", "Own", "--clean", "FOLDER")]
    [InlineData(3, "is of another network than the declared one", "scan", "WEIGHTS", "--arch", "FashionNet", "--clean", "FOLDER")]
    public async Task What_is_no_scan_is_one_error_and_its_exit_code(int code, string message, params string[] arguments)
    {
        using var folder = new TemporaryFolder();
        WritePictures(folder, "0", "1");
        File.WriteAllText(folder.File("text.txt"), "no weights");
        string Place(string argument) => argument switch { "WEIGHTS" => trained.Weights, "FOLDER" => folder.File("pictures"), "TEXT" => folder.File("text.txt"), "MISSING" => folder.File("missing.pth"), _ => argument };
        var run = await ToolProcess.RunAsync([.. arguments.Select(Place), "--networks", trained.Assembly]);
        Assert.Equal((code, ""), (run.Code, run.Output));
        Assert.StartsWith("error: ", run.Error);
        Assert.Contains(message, run.Error);
        Assert.DoesNotContain("   at ", run.Error);
    }

    private string[] Scan(string weights, TemporaryFolder folder) =>
        ["scan", weights, "--networks", trained.Assembly, "--arch", "Own", "--mean", "0.5", "--std", "0.5", "--clean", folder.File("pictures")];

    /// <summary>Forty grey pictures, dark ones in the first folder and light ones in the second.</summary>
    private static void WritePictures(TemporaryFolder folder, string dark, string light)
    {
        for (var i = 0; i < 40; i++)
        {
            var place = folder.File($"pictures/{(i % 2 == 0 ? dark : light)}");
            Directory.CreateDirectory(place);
            using var bitmap = new SKBitmap(8, 8, SKColorType.Rgba8888, SKAlphaType.Opaque);
            for (var p = 0; p < 64; p++)
            {
                var grey = (byte)((160 * (i % 2)) + ((i + p) % 60));
                bitmap.SetPixel(p % 8, p / 8, new SKColor(grey, grey, grey));
            }

            using var data = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            using var file = File.Create(Path.Combine(place, $"{i}.png"));
            data.SaveTo(file);
        }
    }
}
