using System;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Fmt.Data;
using Fmt.Engine;
using Fmt.Modules;
using Fmt.Zoo;
using TorchSharp;

namespace Fmt.Benchmark;

/// <summary>FMT's scoring: wall time per feature map, 64 images.</summary>
internal static class ScoringBenchmark
{
    public static void Run()
    {
        foreach (var network in new NetworkModule[] { new FashionNet(), new WideResNet16x1(), new SmallVgg() })
        {
            using var scope = torch.NewDisposeScope();
            var (c, h, w) = network.InputShape;
            var images = torch.rand(64, c, h, w);
            var labels = torch.zeros(64, dtype: torch.int64);
            var signs = new float[images.numel()];
            new RandomSource(0, "bench").Signs(signs);
            var start = (images + (torch.tensor(signs, images.shape) * (0.5 / 255))).clamp(0, 1);
            var maps = network.AllMaps.Sum(m => m.Site.Channels);
            var clock = Stopwatch.StartNew();
            FeatureMapTest.Score(network, images, start, labels, new MapAttack(1 / 255.0, 1.5 / 255));
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{network.GetName(),-16} {maps} maps, 64 images, one job: {clock.Elapsed.TotalMilliseconds / maps:0.0} ms per map"));
            network.Dispose();
        }
    }
}
