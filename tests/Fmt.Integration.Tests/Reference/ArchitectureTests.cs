using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Fmt.Modules;
using Fmt.Zoo;
using TorchSharp;
using Xunit;

namespace Fmt.Tests.Reference;

/// <summary>Declared networks against PyTorch's own values: names, order, shapes, contents, every convolution, logits.</summary>
public sealed class ArchitectureTests
{
    private static readonly Dictionary<string, Func<NetworkModule>> Networks = new()
    {
        ["resnet20_cifar"] = () => new CifarResNet20(),
        ["resnet20_cifar_option_b"] = () => new CifarResNet20B(),
        ["preactresnet18_cifar"] = () => new PreActResNet18(),
        ["resnet18"] = () => new ResNet18(),
        ["resnet50"] = () => new ResNet50At128(),
        ["vgg19_bn"] = () => new Vgg19BnAt128(),
        ["mobilenet_v3_large"] = () => new MobileNetV3Large(),
        ["efficientnet_b3"] = () => new EfficientNetB3At128(),
        ["densenet161"] = () => new DenseNet161At128(),
        ["convnext_tiny"] = () => new ConvNeXtTinyAt128(),
    };

    public static TheoryData<string> Files => [.. Networks.Keys];

    // Half a gigabyte of VGG's weights is filled twice already, and its layers are a plain chain.
    public static TheoryData<string> FilesWithBranches => [.. Networks.Keys.Where(f => f != "vgg19_bn")];

    [Theory]
    [MemberData(nameof(Files))]
    public void State_dict_has_PyTorchs_names_order_shapes_and_contents(string file)
    {
        using var reference = Read(file);
        using var network = Networks[file]();
        var expected = reference.RootElement.GetProperty("state_dict").EnumerateArray().ToArray();
        var crcs = Fill.State(network, reference.RootElement.GetProperty("gain").GetDouble());

        var entries = network.StateEntries;
        Assert.Equal(expected.Select(e => e.GetProperty("name").GetString()), entries.Select(e => e.Name));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i].GetProperty("shape").EnumerateArray().Select(d => d.GetInt64()), entries[i].Shape);
            Assert.Equal(expected[i].GetProperty("dtype").GetString(), entries[i].Type.ToString().ToLowerInvariant());
            Assert.Equal(expected[i].GetProperty("crc32").GetString(), crcs[entries[i].Name]);
        }

        Assert.Equal(reference.RootElement.GetProperty("parameters").GetInt64(), network.parameters().Where(p => p.requires_grad).Sum(p => p.numel()));
        Assert.Equal(network.state_dict().Keys.Order(), entries.Select(e => e.Name).Order());
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_convolution_and_the_logits_are_PyTorchs(string file)
    {
        using var reference = Read(file);
        using var scope = torch.NewDisposeScope();
        using var network = Networks[file]();
        Fill.State(network, reference.RootElement.GetProperty("gain").GetDouble());
        network.eval();
        var convolutions = reference.RootElement.GetProperty("convolutions").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        var seen = new List<string>();
        var watches = network.AllMaps.Select(m => m.Observe(maps =>
        {
            seen.Add(m.Site.Name);
            AssertConvolution(convolutions[m.Site.Name], maps);
        })).ToArray();

        using var noGrad = torch.no_grad();
        var logits = network.forward(Images(reference.RootElement));
        foreach (var watch in watches) watch.Dispose();

        Assert.Equal(convolutions.Keys.Order(), seen.Order());
        AssertLogits(reference.RootElement, logits);
    }

    [Theory]
    [MemberData(nameof(FilesWithBranches))]
    public void Prefix_and_suffix_give_the_forward_pass(string file)
    {
        using var reference = Read(file);
        using var scope = torch.NewDisposeScope();
        using var network = Networks[file]();
        Fill.State(network, reference.RootElement.GetProperty("gain").GetDouble());
        network.eval();
        using var noGrad = torch.no_grad();
        var images = Images(reference.RootElement);
        var whole = network.forward(images);
        // At most 24 sites, spread over the network, the last one among them.
        var step = (network.AllMaps.Count + 23) / 24;
        foreach (var maps in network.AllMaps.Reverse().Where((_, i) => i % step == 0))
        {
            using var state = maps.Features(images);
            Assert.Equal([2, maps.Site.Channels, maps.Site.Height, maps.Site.Width], state.Maps.shape);
            var before = state.Maps.clone();
            // Twice: the suffix must leave the state as it was.
            Assert.True(maps.Logits(state).Equals(whole), maps.Site.Name);
            Assert.True(maps.Logits(state).Equals(whole), maps.Site.Name);
            Assert.True(state.Maps.Equals(before), maps.Site.Name);
        }
    }

    private static void AssertConvolution(JsonElement expected, torch.Tensor maps)
    {
        Assert.Equal(expected.GetProperty("out_shape").EnumerateArray().Select(d => d.GetInt64()), maps.shape);
        var largest = expected.GetProperty("abs_max").GetDouble();
        var tolerance = 8 * Math.Max(expected.GetProperty("dev_f64").GetDouble(), 1e-7 * largest);
        using var scope = torch.NewDisposeScope();
        var wide = maps.detach().to(torch.float64);
        var first = maps.detach().flatten()[..8].data<float>().ToArray();
        foreach (var (value, wanted) in first.Zip(expected.GetProperty("first8").EnumerateArray())) Assert.Equal(wanted.GetDouble(), value, tolerance);
        Assert.Equal(expected.GetProperty("mean").GetDouble(), wide.mean().ToDouble(), tolerance);
        Assert.Equal(expected.GetProperty("std").GetDouble(), wide.std(unbiased: false).ToDouble(), tolerance);
        Assert.Equal(largest, wide.abs().max().ToDouble(), tolerance);
    }

    private static void AssertLogits(JsonElement reference, torch.Tensor logits)
    {
        var tolerance = 4 * reference.GetProperty("f32_dev").EnumerateObject().Max(d => d.Value.GetDouble());
        var actual = logits.data<float>().ToArray();
        var expected = reference.GetProperty("logits").EnumerateArray().SelectMany(r => r.EnumerateArray()).Select(v => v.GetDouble()).ToArray();
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), p => Assert.Equal(p.First, p.Second, tolerance));
        var wide = reference.GetProperty("logits_f64").EnumerateArray().Select(r => r.EnumerateArray().Select(v => v.GetDouble()).ToArray()).ToArray();
        for (var n = 0; n < wide.Length; n++)
            for (var k = 0; k < wide[n].Length; k++) Assert.Equal(wide[n][k], actual[(n * (expected.Length / wide.Length)) + k], tolerance);
    }

    private static torch.Tensor Images(JsonElement reference)
    {
        var shape = reference.GetProperty("input").EnumerateArray().Select(d => d.GetInt32()).ToArray();
        var values = Fill.Images(shape[0], shape[1], shape[2], shape[3]);
        Assert.Equal(reference.GetProperty("input_crc32").GetString(), Fill.Crc(values));
        return torch.tensor(values, shape.Select(d => (long)d).ToArray());
    }

    private static JsonDocument Read(string file) =>
        JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Data", "architectures", file + ".json")));
}
