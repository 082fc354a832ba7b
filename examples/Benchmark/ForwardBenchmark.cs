using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using Fmt.Zoo;
using TorchSharp;

namespace Fmt.Benchmark;

/// <summary>Generated code against hand-written TorchSharp of the same network: time of a pass and peak memory of the process, each variant in processes of its own, in turn.</summary>
internal static class ForwardBenchmark
{
    private const int Rounds = 7;
    private const int Batch = 64;

    public static void Run()
    {
        foreach (var network in new[] { "ResNet20", "SmallVgg" })
        {
            foreach (var mode in new[] { "eval", "train" })
            {
                var rows = new Dictionary<string, List<(double Ms, double Mib)>> { ["generated"] = [], ["handwritten"] = [] };
                for (var round = 0; round < Rounds; round++)
                    foreach (var variant in rows.Keys) rows[variant].Add(Measure(variant, network, mode));
                var ratios = rows["generated"].Zip(rows["handwritten"], (g, h) => (Time: g.Ms / h.Ms, Memory: g.Mib / h.Mib)).ToArray();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{network,-9} {mode,-5} batch {Batch}: generated {Median.Of(rows["generated"].Select(r => r.Ms)):0.0} ms, {Median.Of(rows["generated"].Select(r => r.Mib)):0} MiB; "
                    + $"hand-written {Median.Of(rows["handwritten"].Select(r => r.Ms)):0.0} ms, {Median.Of(rows["handwritten"].Select(r => r.Mib)):0} MiB; "
                    + $"ratio time {Median.Of(ratios.Select(r => r.Time)):0.00}, memory {Median.Of(ratios.Select(r => r.Memory)):0.00}"));
            }
        }
    }

    private static (double Ms, double Mib) Measure(string variant, string network, string mode)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet") start.ArgumentList.Add(typeof(ForwardBenchmark).Assembly.Location);
        foreach (var argument in new[] { "forward", variant, network, mode }) start.ArgumentList.Add(argument);
        start.Environment["OMP_NUM_THREADS"] = "1";
        using var process = Process.Start(start)!;
        var parts = process.StandardOutput.ReadToEnd().Split(' ');
        process.WaitForExit();
        return (double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>One process: CPU time of a pass, median, and the peak resident size.</summary>
    public static void Child(string variant, string network, string mode)
    {
        torch.manual_seed(0);
        torch.nn.Module<torch.Tensor, torch.Tensor> module = (variant, network) switch
        {
            ("generated", "ResNet20") => new CifarResNet20B(),
            ("generated", _) => new SmallVgg(),
            (_, "ResNet20") => new HandResNet20(),
            _ => new HandSmallVgg(),
        };
        module.train(mode == "train");
        using var images = torch.rand(Batch, 3, 32, 32);
        using var labels = torch.randint(10, [Batch], dtype: torch.int64);
        var times = new List<double>();
        for (var i = 0; i < 25; i++)
        {
            var before = Process.GetCurrentProcess().TotalProcessorTime;
            if (mode == "train") Train(module, images, labels);
            else Evaluate(module, images);
            if (i >= 5) times.Add((Process.GetCurrentProcess().TotalProcessorTime - before).TotalMilliseconds);
        }

        var peak = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmHWM", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[1];
        Console.Write(string.Create(CultureInfo.InvariantCulture, $"{Median.Of(times)} {double.Parse(peak, CultureInfo.InvariantCulture) / 1024}"));
    }

    private static void Evaluate(torch.nn.Module<torch.Tensor, torch.Tensor> module, torch.Tensor images)
    {
        using var noGrad = torch.no_grad();
        using var logits = module.call(images);
    }

    /// <summary>A forward and a backward pass.</summary>
    public static void Train(torch.nn.Module<torch.Tensor, torch.Tensor> module, torch.Tensor images, torch.Tensor labels) => Train(module, labels, () => module.call(images));

    public static void Train(torch.nn.Module module, torch.Tensor labels, Func<torch.Tensor> forward)
    {
        using var scope = torch.NewDisposeScope();
        module.zero_grad();
        torch.nn.functional.cross_entropy(forward(), labels).backward();
    }
}
