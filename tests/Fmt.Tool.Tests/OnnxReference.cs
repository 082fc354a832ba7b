using System.IO;
using System.Linq;
using System.Text.Json;
using Fmt.Modules;
using Fmt.Tests;
using Fmt.Tests.Reference;
using Fmt.Tool.Onnx;
using TorchSharp;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>ONNX files that PyTorch wrote, and PyTorch's values for them.</summary>
internal static class OnnxReference
{
    /// <summary>The ten networks without values, as PyTorch's exporter leaves them.</summary>
    public static readonly string[] Graphs =
    [
        "resnet20_cifar", "resnet20_cifar_option_b", "preactresnet18_cifar", "resnet18", "resnet50", "vgg19_bn", "mobilenet_v3_large", "efficientnet_b3", "densenet161", "convnext_tiny",
    ];

    /// <summary>The six with weights.</summary>
    public static readonly string[] Models = ["badnets_8_02", "badnets_8_02.unfolded", "wrn16_1_grid_5", "badnet_cifar10_1", "resnet20_cifar", "resnet20_cifar_option_b.unfolded"];

    public static string Path(string name) => SharedMaterial.Path($"reference/onnx/{name}.onnx");

    public static OnnxImport Import(string name) => OnnxImport.Read(Path(name), new SkeletonOptions("Net"));

    public static JsonDocument Read(string file) => JsonDocument.Parse(File.ReadAllText(SharedMaterial.Path($"reference/{file}.json")));

    /// <summary>Four times the largest deviation of PyTorch's own paths, as the reference's note has it.</summary>
    public static double Tolerance(JsonElement architecture) => 4 * architecture.GetProperty("f32_dev").EnumerateObject().Max(d => d.Value.GetDouble());

    /// <summary>Runs the reference's two images; their logits must be PyTorch's.</summary>
    public static void AssertLogits(NetworkModule network, JsonElement reference, double tolerance)
    {
        using var scope = torch.NewDisposeScope();
        network.eval();
        var shape = reference.GetProperty("input").EnumerateArray().Select(d => d.GetInt32()).ToArray();
        var values = Fill.Images(shape[0], shape[1], shape[2], shape[3]);
        Assert.Equal(reference.GetProperty("input_crc32").GetString(), Fill.Crc(values));
        using var none = torch.no_grad();
        var logits = network.forward(torch.tensor(values, [.. shape.Select(d => (long)d)])).data<float>().ToArray();
        var expected = reference.GetProperty("logits").EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(v => v.GetDouble()).ToArray();
        Assert.Equal(expected.Length, logits.Length);
        Assert.All(expected.Zip(logits), p => Assert.Equal(p.First, p.Second, tolerance));
    }
}
