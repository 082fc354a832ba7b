using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using Fmt.Tests;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Ctrl+C, which is the signal SIGINT.</summary>
public sealed class InterruptionTests
{
    /// <summary>Two seconds are meant; machines differ, and others work on them.</summary>
    private static readonly TimeSpan Generous = TimeSpan.FromSeconds(10);

    [LinuxFact]
    public void A_command_that_waits_for_its_reader_ends()
    {
        // Nobody reads the pipe, and it holds 64 KiB.
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("many"), StrangersFileTests.Many(20_000));
        using var process = Start("summary", folder.File("many"));
        Until(() => process.StandardOutput.Peek() >= 0);
        Thread.Sleep(1500);
        Assert.False(process.HasExited);
        Stop(process);
        Assert.Contains("Stopped.", process.StandardError.ReadToEnd());
    }

    [LinuxFact]
    public async Task A_training_ends_and_goes_on()
    {
        using var folder = new TemporaryFolder();
        var assembly = await Compiled.ToFileAsync(OwnNetworks.Declaration(), folder.File("Nets.dll"));
        string[] command = ["train", OwnNetworks.WriteCase(folder), "--networks", assembly, "--poison", "0", "--batch", "8", "--epochs", "1000000", "--rate", "1e-5"];
        using var process = Start(command);
        var said = process.StandardOutput.ReadToEndAsync();
        Until(() => File.Exists(folder.File("own.safetensors.state")));
        Stop(process);
        Assert.Contains("Stopped. The same command goes on after the last whole epoch.", await said);
        Assert.False(File.Exists(folder.File("own.safetensors")));
        Assert.Empty(Directory.GetFiles(folder.Path, ".*.tmp"));
    }

    /// <summary>What a shell starts in the background ignores the signal, and so would the tool.</summary>
    private static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("env", ["--default-signal=INT", "dotnet", typeof(Skeleton).Assembly.Location, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(start)!;
    }

    private static void Stop(Process process)
    {
        var clock = Stopwatch.StartNew();
        Process.Start("kill", ["-INT", $"{process.Id}"]).WaitForExit();
        Assert.True(process.WaitForExit(Generous), "it did not end");
        Assert.Equal(130, process.ExitCode);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Generous);
    }

    private static void Until(Func<bool> done)
    {
        for (var i = 0; i < 600 && !done(); i++) Thread.Sleep(100);
        Assert.True(done());
    }
}
