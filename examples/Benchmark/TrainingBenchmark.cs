using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.Linq;
using Fmt.Modules;
using Fmt.Zoo;
using TorchSharp;

namespace Fmt.Benchmark;

/// <summary>One step of a repair: forward and backward of 192 images in training mode, by precision and libtorch threads, interleaved.</summary>
internal static class TrainingBenchmark
{
    private const int Rounds = 7;
    private const int Images = 192;

    public static void Run()
    {
        foreach (var network in new NetworkModule[] { new SmallVgg(), new WideResNet16x1(), new CifarResNet20() })
        {
            var (c, h, w) = network.InputShape;
            using var images = torch.rand(Images, c, h, w);
            using var labels = torch.randint(0, network.ClassCount, Images, torch.int64);
            using var generator = new torch.Generator(1);
            (ConvolutionPrecision Precision, int Threads)[] kinds =
            [
                (ConvolutionPrecision.AsWeights, 1), (ConvolutionPrecision.AsWeights, 2), (ConvolutionPrecision.BFloat16, 1), (ConvolutionPrecision.BFloat16, 2),
            ];
            var times = kinds.ToDictionary(k => k, _ => new List<double>());
            for (var round = -1; round < Rounds; round++)
            {
                foreach (var kind in kinds)
                {
                    torch.set_num_threads(kind.Threads);
                    var pass = new Pass { Generator = generator, Precision = kind.Precision };
                    var clock = Stopwatch.StartNew();
                    ForwardBenchmark.Train(network, labels, () => network.forward(images, pass));
                    if (round >= 0) times[kind].Add(clock.Elapsed.TotalMilliseconds);
                }
            }

            foreach (var kind in kinds)
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{network.GetName(),-16} {kind.Precision,-10} {kind.Threads} thread(s): {Median.Of(times[kind]):0} ms"));
            network.Dispose();
        }
    }
}
