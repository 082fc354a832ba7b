using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using System.Text;
using Basic.Reference.Assemblies;
using Fmt.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Fmt.Benchmark;

/// <summary>What the generator costs: cold, warm, for a hundred networks, after an edit elsewhere and after an edit of one network.</summary>
internal static class GeneratorBenchmark
{
    private const int Rounds = 11;

    private static readonly CSharpParseOptions Parse = new(LanguageVersion.CSharp14);

    private static readonly MetadataReference[] References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(TorchSharp.torch).Assembly.Location),
    ];

    public static void Run()
    {
        var files = Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "zoo"), "*.cs").Where(f => File.ReadAllText(f).Contains("[Network(")).Order(StringComparer.Ordinal).ToArray();
        Console.WriteLine($"cold, first run in the process ({Path.GetFileName(files[0])}): {Median.Text(Milliseconds(Compile(Sources(files[0]))))} ms");
        Console.WriteLine("warm, new driver and fresh compilation, whole pipeline, median of " + Rounds + ":");
        foreach (var file in files)
            Console.WriteLine($"  {Path.GetFileName(file),-24} {Median.Text(Median.Of(Enumerable.Range(0, Rounds).Select(_ => Milliseconds(Compile(Sources(file)))))),8} ms");
        Hundred();
    }

    private static void Hundred()
    {
        var sources = Enumerable.Range(0, 100).Select(i => One(i, 10)).Append(("Other.cs", "class Other { int A; }")).ToArray();
        var compilation = Compile(sources);
        var driver = CSharpGeneratorDriver.Create([new FmtGenerator().AsSourceGenerator()], parseOptions: Parse, driverOptions: new(IncrementalGeneratorOutputKind.None, true));
        var clock = Stopwatch.StartNew();
        var current = driver.RunGenerators(compilation);
        Console.WriteLine($"100 networks of 20 layers, first run: {Median.Text(clock.Elapsed.TotalMilliseconds)} ms");
        Edit("an edit elsewhere", "Other.cs", i => $"class Other {{ int A{i}; }}");
        Edit("an edit of one network", "Net7.cs", i => One(7, 10 + (i % 2)).Item2);

        void Edit(string what, string file, Func<int, string> text)
        {
            var times = new List<double>();
            var regenerated = 0;
            for (var round = 0; round < Rounds; round++)
            {
                var tree = compilation.SyntaxTrees.Single(t => t.FilePath == file);
                compilation = compilation.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(text(round + 1), Parse, file, Encoding.UTF8));
                var watch = Stopwatch.StartNew();
                current = (CSharpGeneratorDriver)current.RunGenerators(compilation);
                times.Add(watch.Elapsed.TotalMilliseconds);
                regenerated = current.GetRunResult().Results[0].TrackedSteps["NetworkSource"].SelectMany(s => s.Outputs).Count(o => o.Reason is IncrementalStepRunReason.Modified or IncrementalStepRunReason.New);
            }

            Console.WriteLine($"  {what}: {Median.Text(Median.Of(times))} ms, networks written anew: {regenerated} of 100");
        }
    }

    private static double Milliseconds(CSharpCompilation compilation)
    {
        var driver = CSharpGeneratorDriver.Create([new FmtGenerator().AsSourceGenerator()], parseOptions: Parse);
        var watch = Stopwatch.StartNew();
        driver.RunGenerators(compilation);
        return watch.Elapsed.TotalMilliseconds;
    }

    private static (string, string)[] Sources(string file)
    {
        // A network may use blocks of another file.
        var all = Directory.GetFiles(Path.GetDirectoryName(file)!, "*.cs").ToDictionary(f => Path.GetFileName(f), File.ReadAllText);
        var needed = all.Where(f => f.Key == Path.GetFileName(file) || (f.Value.Contains("[Block]") && !f.Value.Contains("[Network("))).ToList();
        if (Path.GetFileName(file) == "ResNet18.cs") needed.Add(new("CifarResNet20.cs", all["CifarResNet20.cs"]));
        return [.. needed.Select(f => (f.Key, f.Value))];
    }

    private static (string, string) One(int number, int width) => ($"Net{number}.cs", $$"""
        using Fmt;
        using TorchSharp.Modules;
        [Network("3x32x32", Classes = 10)]
        public sealed partial class Net{{number}}
        {
            [Conv2d({{width}}, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(32, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Sequence A { get; }
            [Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, Conv2d(64, Kernel = 3, Padding = 1), BatchNorm2d, ReLU, MaxPool2d(2)] public partial Sequence B { get; }
            [Conv2d(128, Kernel = 3, Padding = 1), BatchNorm2d, ReLU] public partial Sequence C { get; }
            [GlobalAvgPool2d] public partial Activation Pool { get; }
            [Flatten] public partial Activation Flat { get; }
            [Linear("Classes")] public partial Linear Fc { get; }
        }
        """);

    private static CSharpCompilation Compile(IEnumerable<(string Path, string Text)> sources) => CSharpCompilation.Create(
        "Bench",
        sources.Select(s => CSharpSyntaxTree.ParseText(s.Text, Parse, s.Path, Encoding.UTF8)),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
}
