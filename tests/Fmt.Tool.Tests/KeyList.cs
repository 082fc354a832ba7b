using System.Collections.Generic;
using System.Linq;
using Fmt.Modules;
using TorchSharp;

namespace Fmt.Tool.Tests;

/// <summary>Key lists of torchvision's networks, written from their published structure; parameter counts are checked against torchvision's.</summary>
internal sealed class KeyList
{
    private readonly List<StateEntry> _keys = [];

    public IReadOnlyList<StateEntry> Keys => _keys;

    public long Parameters => _keys.Where(k => !k.Name.Contains("running_") && !k.Name.EndsWith("tracked")).Sum(k => k.Shape.Aggregate(1L, (a, b) => a * b));

    public KeyList Tensor(string name, params long[] shape)
    {
        _keys.Add(new StateEntry(name, torch.ScalarType.Float32, [.. shape]));
        return this;
    }

    public KeyList Conv(string name, long output, long inputsPerGroup, long kernel, bool bias = false)
    {
        Tensor(name + ".weight", output, inputsPerGroup, kernel, kernel);
        return bias ? Tensor(name + ".bias", output) : this;
    }

    public KeyList Norm(string name, long channels)
    {
        foreach (var part in new[] { "weight", "bias", "running_mean", "running_var" }) Tensor($"{name}.{part}", channels);
        _keys.Add(new StateEntry(name + ".num_batches_tracked", torch.ScalarType.Int64, []));
        return this;
    }

    public KeyList Linear(string name, long output, long input) => Tensor(name + ".weight", output, input).Tensor(name + ".bias", output);

    /// <summary>ResNet-50 and its kin; groups make ResNeXt.</summary>
    public static KeyList ResNet50(int groups = 1, int widthPerGroup = 64)
    {
        var keys = new KeyList().Conv("conv1", 64, 3, 7).Norm("bn1", 64);
        long input = 64;
        foreach (var (stage, (planes, count)) in new (long, int)[] { (64, 3), (128, 4), (256, 6), (512, 3) }.Index())
        {
            var width = planes * widthPerGroup / 64 * groups;
            for (var i = 0; i < count; i++)
            {
                var at = $"layer{stage + 1}.{i}.";
                keys.Conv(at + "conv1", width, input, 1).Norm(at + "bn1", width)
                    .Conv(at + "conv2", width, width / groups, 3).Norm(at + "bn2", width)
                    .Conv(at + "conv3", planes * 4, width, 1).Norm(at + "bn3", planes * 4);
                if (i == 0) keys.Conv(at + "downsample.0", planes * 4, input, 1).Norm(at + "downsample.1", planes * 4);
                input = planes * 4;
            }
        }

        return keys.Linear("fc", 1000, 2048);
    }

    public static KeyList MobileNetV2()
    {
        var keys = new KeyList().Conv("features.0.0", 32, 3, 3).Norm("features.0.1", 32);
        long input = 32;
        var at = 1;
        foreach (var (expand, output, count) in new (long, long, int)[] { (1, 16, 1), (6, 24, 2), (6, 32, 3), (6, 64, 4), (6, 96, 3), (6, 160, 3), (6, 320, 1) })
        {
            for (var i = 0; i < count; i++, at++)
            {
                var (hidden, k, name) = (input * expand, 0, $"features.{at}.conv.");
                if (expand != 1) keys.Conv($"{name}{k}.0", hidden, input, 1).Norm($"{name}{k++}.1", hidden);
                keys.Conv($"{name}{k}.0", hidden, 1, 3).Norm($"{name}{k++}.1", hidden).Conv($"{name}{k++}", output, hidden, 1).Norm($"{name}{k}", output);
                input = output;
            }
        }

        return keys.Conv("features.18.0", 1280, 320, 1).Norm("features.18.1", 1280).Linear("classifier.1", 1000, 1280);
    }

    public static KeyList Vgg11()
    {
        var keys = new KeyList();
        long input = 3;
        foreach (var (at, output) in new (int, long)[] { (0, 64), (3, 128), (6, 256), (8, 256), (11, 512), (13, 512), (16, 512), (18, 512) })
        {
            keys.Conv($"features.{at}", output, input, 3, true);
            input = output;
        }

        return keys.Linear("classifier.0", 4096, 25088).Linear("classifier.3", 4096, 4096).Linear("classifier.6", 1000, 4096);
    }

    public static KeyList AlexNet() => new KeyList()
        .Conv("features.0", 64, 3, 11, true).Conv("features.3", 192, 64, 5, true).Conv("features.6", 384, 192, 3, true).Conv("features.8", 256, 384, 3, true).Conv("features.10", 256, 256, 3, true)
        .Linear("classifier.1", 4096, 9216).Linear("classifier.4", 4096, 4096).Linear("classifier.6", 1000, 4096);

    public static KeyList SqueezeNet11()
    {
        var keys = new KeyList().Conv("features.0", 64, 3, 3, true);
        foreach (var (at, input, squeeze, expand) in new (int, long, long, long)[] { (3, 64, 16, 64), (4, 128, 16, 64), (6, 128, 32, 128), (7, 256, 32, 128), (9, 256, 48, 192), (10, 384, 48, 192), (11, 384, 64, 256), (12, 512, 64, 256) })
            keys.Conv($"features.{at}.squeeze", squeeze, input, 1, true).Conv($"features.{at}.expand1x1", expand, squeeze, 1, true).Conv($"features.{at}.expand3x3", expand, squeeze, 3, true);
        return keys.Conv("classifier.1", 1000, 512, 1, true);
    }

    public static KeyList DenseNet121()
    {
        var keys = new KeyList().Conv("features.conv0", 64, 3, 7).Norm("features.norm0", 64);
        long input = 64;
        foreach (var (block, count) in new[] { 6, 12, 24, 16 }.Index())
        {
            for (var i = 1; i <= count; i++, input += 32)
            {
                var at = $"features.denseblock{block + 1}.denselayer{i}.";
                keys.Norm(at + "norm1", input).Conv(at + "conv1", 128, input, 1).Norm(at + "norm2", 128).Conv(at + "conv2", 32, 128, 3);
            }

            if (block == 3) break;
            keys.Norm($"features.transition{block + 1}.norm", input).Conv($"features.transition{block + 1}.conv", input / 2, input, 1);
            input /= 2;
        }

        return keys.Norm("features.norm5", input).Linear("classifier", 1000, input);
    }
}
