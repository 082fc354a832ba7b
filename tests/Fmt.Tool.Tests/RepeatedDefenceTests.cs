using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Tests;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>
/// Memory of a process that defends again and again. What once grew was not this library's or libtorch's: no tensor was left. Every defence runs on threads of its own, glibc
/// gave each an arena, and all arenas kept what was freed in them (<c>Allocator</c> in Fmt.Runtime now bounds them).
/// </summary>
public sealed class RepeatedDefenceTests
{
    private const string Program = """
        namespace Users
        {
            using System;
            using System.IO;
            using System.Linq;
            using Fmt.Data;
            using Fmt.Defences;
            using Users.Networks;

            public static class Program
            {
                public static void Main()
                {
                    var labels = Enumerable.Range(0, 120).Select(i => i % 2).ToArray();
                    byte[] pixels = [.. labels.SelectMany((l, i) => Enumerable.Range(0, 64).Select(p => (byte)((160 * l) + ((i * 7 + p) % 60))))];
                    var clean = new ImageSet([.. pixels], [.. labels], 1, 8, 8, 2);
                    TorchSharp.torch.manual_seed(1);
                    for (var n = 1; n <= 40; n++)
                    {
                        using var network = new Own();
                        var options = DefenceOptions.Default with
                        {
                            Defence = new FineTune { Epochs = 2, BatchSize = 32, Flip = false },
                            Guard = new() { AnyAccuracy = true, MaxAccuracyLoss = 100 },
                        };
                        DefenceRun.Run(network, clean, options);
                        if (n % 10 != 0) continue;
                        GC.Collect();
                        GC.WaitForPendingFinalizers();
                        Console.WriteLine(File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)).Split(':')[1].Replace("kB", "", StringComparison.Ordinal).Trim());
                    }
                }
            }
        }
        """;

    [LinuxFact]
    public async Task The_fortieth_defence_has_the_memory_of_the_tenth()
    {
        var tool = typeof(Skeleton).Assembly.Location;
        var path = await Compiled.ToProgramAsync(OwnNetworks.Declaration() + "\n" + Program, Path.Combine(AppContext.BaseDirectory, "Fmt.Repeats.dll"));
        var start = new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", Path.ChangeExtension(tool, ".runtimeconfig.json"), "--depsfile", Path.ChangeExtension(tool, ".deps.json"), path]) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Without .NET's second look at what is called often: the code that it writes then is some 8 MB, once, after the tenth or before.
        start.Environment["DOTNET_TieredCompilation"] = "0";
        (start.Environment["OMP_NUM_THREADS"], start.Environment["OMP_WAIT_POLICY"]) = ("2", "passive");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said + await error);
        double[] kilobytes = [.. said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => double.Parse(l, CultureInfo.InvariantCulture))];
        Assert.Equal(4, kilobytes.Length);
        Assert.InRange(kilobytes[3] / kilobytes[0], 0.95, 1.05);
    }
}
