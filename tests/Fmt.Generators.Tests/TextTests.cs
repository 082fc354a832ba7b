using System;
using System.IO;
using System.Linq;
using System.Runtime.CompilerServices;
using Fmt.Graph;
using Scriban.Runtime;
using Scriban.Syntax;
using Xunit;

namespace Fmt.Generators.Tests;

/// <summary>The generated text itself.</summary>
public sealed class TextTests
{
    private const string Network = """
        namespace Nets;
        /// <summary>A small network with a block, a condition and a sum.</summary>
        [Network("3x16x16", Classes = 4, Mean = [0.5, 0.5, 0.5], Std = [0.25, 0.25, 0.25])]
        public sealed partial class Small
        {
            [Conv2d(8, Kernel = 3, Padding = 1), BatchNorm2d, ReLU] public partial Sequence Stem { get; }
            [Repeat<Pair>(2, "Width = 8 * (i + 1)")] public partial Stage<Pair> Pairs { get; }
            [GlobalAvgPool2d] public partial Activation Pool { get; }
            [Flatten] public partial Activation Flat { get; }
            [Dropout(0.1)] public partial Activation Drop { get; }
            [Linear("Classes")] public partial Linear Fc { get; }
        }

        [Block]
        public sealed partial class Pair
        {
            [Parameter] public partial int Width { get; }
            [Conv2d(nameof(Width), Kernel = 3, Padding = 1)] public partial Conv2d Conv { get; }
            [ELU] public partial Activation Elu { get; }
            [Conv2d(nameof(Width), From = Edge.Input, When = "input.Channels != Width", Name = "short.0")] public partial Conv2d? Short { get; }
            [Add(nameof(Elu), nameof(Short))] public partial Activation Sum { get; }
        }
        """;

    [Theory]
    [InlineData("Nets.Small.g.cs")]
    [InlineData("Nets.Pair.g.cs")]
    [InlineData("Fmt.Generated.Loader.g.cs")]
    public void Text_is_the_baseline(string file) => Baseline(Harness.Run(Harness.With(Network)).AssertClean().Sources[file], file);

    [Fact]
    public void Text_of_a_wrong_network_is_the_baseline() =>
        Baseline(Harness.Run(Harness.With(Network.Replace("Linear(\"Classes\")", "Linear(\"Clases\")"))).AssertClean().Sources["Nets.Small.g.cs"], "Nets.Small.wrong.g.cs");

    [Theory]
    [InlineData("Network")]
    [InlineData("Block")]
    public void Template_member_that_is_missing_or_misspelt_is_a_fault(string template)
    {
        var declaration = Harness.Problems(Harness.With(Network), "Nets.Small").Graph!.Declaration;
        ScriptObject View() => template == "Network" ? NetworkView.Of(GraphBuilder.Build(declaration).Graph!) : ClassView.Block(declaration.Blocks[0], declaration.Blocks, true);
        Assert.NotEmpty(TemplateRenderer.Render(template, View()));
        var unused = View().Keys.Where(name =>
        {
            var view = View();
            view.Remove(name);
            try
            {
                TemplateRenderer.Render(template, view);
                return true;
            }
            catch (ScriptRuntimeException)
            {
                return false;
            }
        }).ToArray();
        Assert.Equal([], unused);
    }

    private static void Baseline(string actual, string name, [CallerFilePath] string here = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(here)!, "Baselines", name + ".txt");
        if (Environment.GetEnvironmentVariable("FMT_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
            return;
        }

        Assert.True(File.Exists(path), $"There is no baseline {name}; run once with FMT_ACCEPT=1 and read what it wrote.");
        Assert.Equal(File.ReadAllText(path).Replace("\r\n", "\n"), actual);
    }
}
