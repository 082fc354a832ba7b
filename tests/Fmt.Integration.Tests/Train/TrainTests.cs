using System;
using System.Diagnostics;
using System.IO;
using System.Threading;
using Fmt.Attacks;
using Fmt.Weights;
using Xunit;

namespace Fmt.Tests.Train;

/// <summary>Training as a user runs it: a process that may be killed.</summary>
public sealed class TrainTests
{
    private const string Patch = """{ "mode": "replace", "rect": [24, 24, 3, 3], "color": [255, 255, 255], "alpha": 1.0 }""";

    [Fact]
    public void A_killed_training_goes_on_and_ends_with_the_same_file()
    {
        using var folder = new CaseFolder();
        Edit(folder, Patch, """{ "kind": "wanet", "seed": 3 }""");
        var (weights, manifest, state) = (folder.File("fashion_badnets_0.safetensors"), folder.File("fashion_badnets_0.poison.json"), folder.File("fashion_badnets_0.safetensors.state"));
        File.Delete(weights);
        string[] arguments = [folder.Case, "--epochs", "6", "--batch", "32", "--crop", "2", "--flip", "--threads", "1", "--seed", "5"];
        Run(arguments, expected: 0);
        byte[] whole = File.ReadAllBytes(weights), listed = File.ReadAllBytes(manifest);
        Assert.False(File.Exists(state));

        var metadata = Checkpoint.Read(weights).Metadata;
        var poison = PoisonManifest.Read(manifest);
        Assert.Equal((30, 60), (poison.Poisoned.Length, poison.Noise.Length));
        Assert.Equal(("fashion_badnets_0.poison.json", poison.Digest, poison.Summary), (metadata["poison_manifest"], metadata["poison_manifest_sha256"], metadata["poison"]));
        Assert.Contains("6 epochs of SGD, rate 0.05 to 0.0005 by a cosine, momentum 0.9, weight decay 0.0005, batch 32, random crops (padding 2) and mirror images; seed 5", metadata["recipe"]);
        Assert.Contains("cross ACC", metadata["measured"]);

        File.Delete(weights);
        File.Delete(manifest);
        using (var killed = Start(arguments))
        {
            for (var wait = 0; !File.Exists(state) && !killed.HasExited && wait < 6000; wait++) Thread.Sleep(10);
            killed.Kill();
            killed.WaitForExit();
        }

        Assert.True(File.Exists(state), "killed before the first epoch was done");
        Assert.False(File.Exists(weights), "killed too late");
        var output = Run(arguments, expected: 0);
        Assert.DoesNotContain("epoch 1:", output);
        Assert.Contains("epoch 6:", output);
        Assert.Equal(whole, File.ReadAllBytes(weights));
        Assert.Equal(listed, File.ReadAllBytes(manifest));
        Assert.False(File.Exists(state));
    }

    [Fact]
    public void What_cannot_be_trained_is_said_and_nothing_is_written()
    {
        using var folder = new CaseFolder();
        File.Delete(folder.File("fashion_badnets_0.safetensors"));
        Assert.Contains("with clean labels", Run([folder.Case, "--labels", "clean", "--poison", "0.5"], expected: 1));
        Edit(folder, Patch, """{ "kind": "files", "test": "attack" }""");
        Assert.Contains("attack", Run([folder.Case], expected: 1));
        Edit(folder, "FashionNet", "BadNetCnn");
        Assert.Contains("error: ", Run([folder.Case, "--poison", "0"], expected: 1));
        Assert.Single(Directory.GetFiles(folder.Path));
    }

    [Fact]
    public void What_training_writes_does_not_replace_the_case_or_itself()
    {
        using var folder = new CaseFolder();
        Edit(folder, "fashion_badnets_0.safetensors", "case.safetensors");
        Assert.Contains("error: the case's weights and --state are one file", Run([folder.Case, "--state", folder.File("case.safetensors")], expected: 1));
        Assert.Contains("error: --state: " + folder.Case + " is the case file", Run([folder.Case, "--state", folder.Case], expected: 1));
        File.Move(folder.Case, folder.File("case.poison.json"));
        Assert.Contains("error: the manifest of the poisoned images: ", Run([folder.File("case.poison.json"), "--poison", "0"], expected: 1));
        Assert.True(File.Exists(folder.File("case.poison.json")));
        Assert.Contains("error: --out: " + folder.Path + " is a folder", Run(["trojan", folder.File("case.poison.json"), "--out", folder.Path], expected: 1));
    }

    private static void Edit(CaseFolder folder, string from, string to)
    {
        var json = File.ReadAllText(folder.Case);
        Assert.Contains(from, json);
        File.WriteAllText(folder.Case, json.Replace(from, to));
    }

    private static string Run(string[] arguments, int expected)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == expected, output + error.Result);
        return output + error.Result;
    }

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "Fmt.Tool.dll"));
        start.ArgumentList.Add("train");
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }
}
