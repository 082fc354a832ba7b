using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Fmt.Cases;
using Fmt.Metrics;
using TorchSharp.Modules;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Metrics;

/// <summary>Rates of published backdoored networks as PyTorch measured them on the same files (models/NOTE.md, section 1).</summary>
public class PublishedNetworkTests
{
    [SharedTheory("models/badnets_8_02.json")]
    [InlineData("badnet_mnist_0_sq2", 98.88, 99.84, 0.16)]
    [InlineData("badnet_mnist_1", 98.08, 99.93, 0.07)]
    [InlineData("badnet_cifar10_1", 50.69, 96.38, 2.49)]
    public void Plain_networks_reach_py_torchs_rates(string name, double acc, double asr, double ra)
    {
        var file = CaseFile.Read(SharedMaterial.Path($"models/{name}.json"));
        long flat = file.Channels == 1 ? 512 : 800;
        using var network = new Normalised(file, nn.Sequential(
            nn.Conv2d(file.Channels, 16, 5), nn.ReLU(), nn.AvgPool2d(2), nn.Conv2d(16, 32, 5), nn.ReLU(), nn.AvgPool2d(2),
            nn.Flatten(), nn.Linear(flat, 512), nn.ReLU(), nn.Linear(512, 10)));
        var rates = Measurement.Run(network, file.Evaluation());
        // One image more or less is 0.01; sums in another order may tip one.
        Assert.Equal(acc, rates.Acc, 0.021);
        Assert.Equal(asr, rates.Asr!.Value, 0.021);
        Assert.Equal(ra, rates.Ra!.Value, 0.021);
    }

    /// <summary>Added patterns: on the whole file every stamped image becomes the target, so on the beginning too.</summary>
    [SharedFact("models/l2_inv_0_02.json")]
    public void Added_pattern_turns_every_image()
    {
        var file = CaseFile.Read(SharedMaterial.Path("models/l2_inv_0_02.json"));
        using var network = new Normalised(file, nn.Sequential([.. SmallVgg(file.Classes)]));
        var whole = file.Evaluation();
        var rates = Measurement.Run(network, whole with { Test = whole.Test.Subset([.. Enumerable.Range(0, 1000)]) });
        Assert.Equal((100.0, 0.0), (rates.Asr, rates.Ra));
        Assert.Equal(84.74, rates.Acc, 3.5);
    }

    private static IEnumerable<nn.Module<Tensor, Tensor>> SmallVgg(int classes)
    {
        var from = 3;
        foreach (var to in (int[])[32, 64, 128])
        {
            for (var k = 0; k < 2; k++)
            {
                yield return nn.Conv2d(from, to, 3, padding: 1);
                yield return nn.BatchNorm2d(to);
                yield return nn.ELU();
                from = to;
            }
            yield return nn.MaxPool2d(2);
        }
        yield return nn.Flatten();
        yield return nn.Linear(2048, classes);
    }

    /// <summary>A chain of layers behind the case's normalisation, its weights filled from the safetensors in the order of the file.</summary>
    private sealed class Normalised : nn.Module<Tensor, Tensor>
    {
        private readonly Sequential _layers;
        private readonly CaseFile _file;

        public Normalised(CaseFile file, Sequential layers) : base(nameof(Normalised))
        {
            (_file, _layers) = (file, layers);
            register_module("layers", layers);
            using var reader = new BinaryReader(File.OpenRead(file.WeightsPath));
            var start = reader.ReadInt64();
            using var header = JsonDocument.Parse(reader.ReadBytes((int)start));
            var stored = new Queue<JsonElement>(header.RootElement.EnumerateObject().Where(p => p.Name != "__metadata__").Select(p => p.Value));
            using var noGradients = no_grad();
            foreach (var layer in layers.children())
                foreach (var value in Tensors(layer))
                {
                    var entry = stored.Dequeue();
                    Assert.Equal(value.shape, entry.GetProperty("shape").EnumerateArray().Select(n => n.GetInt64()));
                    reader.BaseStream.Position = 8 + start + entry.GetProperty("data_offsets")[0].GetInt64();
                    value.bytes = reader.ReadBytes((int)(value.numel() * value.element_size()));
                }
            Assert.Empty(stored);
        }

        public override Tensor forward(Tensor x)
        {
            using Tensor mean = tensor(_file.Mean.ToArray(), [_file.Channels, 1, 1]).to(float32), std = tensor(_file.Std.ToArray(), [_file.Channels, 1, 1]).to(float32);
            return _layers.call((x - mean) / std);
        }

        private static IEnumerable<Tensor> Tensors(nn.Module layer) =>
            layer.named_parameters().Select(p => (Tensor)p.parameter).Concat(layer.named_buffers().Select(b => b.buffer));
    }
}
