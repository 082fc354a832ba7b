using System.IO;
using System.Linq;
using Xunit;

namespace Fmt.Tests.Package;

/// <summary>The package as a user gets it: its content, and a new project that declares, is told what is wrong, builds, defends, and publishes ahead of time.</summary>
[Collection(nameof(Consumer))]
public sealed class PackageTests(Consumer consumer)
{
    private const string Declaration = """
        [Network("1x8x8", Classes = 2)]
        public sealed partial class Net
        {
            [Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Sequence Features { get; }
            [Flatten] public partial Activation Flat { get; }
            [Linear("Classes")] public partial Linear Classifier { get; }
        }
        """;

    private const string Program = """
        using System;
        using System.Linq;
        using Fmt;
        using Fmt.Data;
        using Fmt.Defences;
        using TorchSharp;
        using TorchSharp.Modules;

        // The first statement touches TorchSharp: nothing of FmtDsl was called before.
        torch.manual_seed(1);
        using var net = new Net();
        var random = new RandomSource(1, "images");
        var labels = Enumerable.Range(0, 40).Select(i => i % 2).ToArray();
        var clean = new ImageSet([.. labels.SelectMany(l => Enumerable.Range(0, 64).Select(p => (byte)(random.NextInt(90) + (p < 32 == (l == 0) ? 120 : 20))))], [.. labels], 1, 8, 8, 2);
        var report = net.DefendWithFmt(clean, new DefenceOptions { Defence = FeatureMapTesting.Paper with { Epochs = 2, BatchSize = 16 }, Guard = new() { AnyAccuracy = true } });
        Console.WriteLine("pruned " + report.Scores.Sum(s => s.Pruned.Length) + ", masked " + net.Maps.Features[0].Mask.Count);
        Fmt.Reports.HtmlReport.Write("report.html", report);
        net.Save("net.safetensors");
        using var again = Net.FromFile("net.safetensors");
        again.eval();
        again.to(torch.float64);
        using var noGrad = torch.no_grad();
        var logits = again.forward(clean.Images([0, 1]).to(torch.float64));
        Console.WriteLine("logits " + string.Join('x', logits.shape) + " " + logits.dtype + ", entries " + again.StateEntries.Length + ", parameters " + again.parameters().Count());

        """ + Declaration;

    [Fact]
    public void It_holds_exactly_the_library_and_the_compiler_extensions() => Assert.Equal(
        [
            "FmtDsl.nuspec",
            "LICENSE",
            "README.md",
            "analyzers/dotnet/cs/Fmt.Analyzers.dll",
            "analyzers/dotnet/cs/Fmt.CodeFixes.dll",
            "analyzers/dotnet/cs/Fmt.Generators.dll",
            "analyzers/dotnet/cs/Fmt.Graph.dll",
            "analyzers/dotnet/cs/Scriban.Signed.dll",
            "build/FmtDsl.props",
            "buildTransitive/FmtDsl.Libtorch.targets",
            "buildTransitive/FmtDsl.targets",
            "lib/net10.0/Fmt.Defences.dll",
            "lib/net10.0/Fmt.Defences.xml",
            "lib/net10.0/Fmt.Runtime.dll",
            "lib/net10.0/Fmt.Runtime.xml",
        ],
        consumer.Files("FmtDsl").Where(f => !f.StartsWith("docs/", System.StringComparison.Ordinal)));

    [Fact]
    public void It_carries_the_pages_that_messages_name()
    {
        var pages = consumer.Files("FmtDsl").Where(f => f.StartsWith("docs/diagnostics/FMT", System.StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension);
        Assert.Equal(DiagnosticPage.Ids.Concat(DiagnosticPage.BuildIds).Order(System.StringComparer.Ordinal), pages.Order(System.StringComparer.Ordinal));
    }

    [Fact]
    public void A_new_project_is_told_what_is_wrong_then_builds_and_defends()
    {
        var project = consumer.Project("Defending", Consumer.Libtorch + consumer.Reference("FmtDsl.Reports"));
        project.Write("Program.cs", Program.Replace("    [Flatten] public partial Activation Flat { get; }\n", ""));
        var (code, output) = project.Dotnet("build", "-v", "q", "--nologo");
        Assert.NotEqual(0, code);
        var errors = output.Split('\n').Where(l => l.Contains(": error ")).Distinct().ToArray();
        Assert.Contains("error FMT2005: 'Classifier' needs a vector but 'Features[3]' gives 64x4x4", Assert.Single(errors));

        // A class that is not partial: the compiler's declaration errors hide every analyzer, so this one comes from the generator.
        project.Write("Program.cs", Program.Replace("sealed partial class Net", "sealed class Net"));
        (code, output) = project.Dotnet("build", "-v", "q", "--nologo");
        Assert.NotEqual(0, code);
        Assert.Contains("error FMT1001: 'Net' must be partial", output);

        // What fmtdsl writes beside a checkpoint is found without a word in the project file.
        project.Write("Program.cs", Program);
        project.Write("net.safetensors.keys.txt", "classifier.weight\t2x1024\n");
        (code, output) = project.Dotnet("build", "-v", "q", "--nologo");
        Assert.NotEqual(0, code);
        Assert.Contains("error FMT4007: 'net.safetensors' does not fit 'Net', so loading throws: missing 'features.0.weight' and 6 more (", output);

        File.Delete(project.File("net.safetensors.keys.txt"));
        (code, output) = project.Dotnet("run");
        Assert.True(code == 0, output);
        Assert.Contains("pruned 1, masked 1", output);
        Assert.Contains("logits 2x2 Float64, entries 9, parameters 6", output);
        Assert.Contains("<html", File.ReadAllText(project.File("report.html")));
    }

    [LinkerFact]
    public void It_publishes_ahead_of_time_and_does_the_same()
    {
        var project = consumer.Project("Native", Consumer.Libtorch + consumer.Reference("FmtDsl.Reports"));
        project.Write("Program.cs", Program);
        var (code, output) = project.Dotnet("publish", "-c", "Release", "-r", "linux-x64", "-p:PublishAot=true", "-p:CppCompilerAndLinker=gcc", "-v", "q", "--nologo");
        Assert.True(code == 0, output);
        Assert.DoesNotContain("Fmt.", string.Join('\n', output.Split('\n').Where(l => l.Contains("warning IL"))));
        (code, output) = Consumer.Run(project.Folder, project.File("bin/Release/net10.0/linux-x64/publish/Native"), []);
        Assert.True(code == 0, output);
        Assert.Contains("pruned 1, masked 1", output);
        Assert.Contains("logits 2x2 Float64, entries 9, parameters 6", output);
    }
}
