using System.IO;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace Fmt.Generators.Tests;

/// <summary>Whatever is declared rightly compiles without a word from the compiler.</summary>
public sealed class GeneratedCodeTests
{
    public static TheoryData<string> Cases => new(Corpus.Cases.Keys);

    [Fact]
    public void Zoo_compiles_without_a_warning()
    {
        var generated = Harness.Run(Harness.Zoo()).AssertClean();
        Assert.True(generated.Sources.Count > 15, string.Join(", ", generated.Sources.Keys));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_compiles_without_a_warning(string name) => Harness.Run(Harness.With(Corpus.Cases[name])).AssertClean();

    [Theory]
    [MemberData(nameof(Cases))]
    public void Case_compiles_where_nullable_is_off_and_the_language_is_the_oldest(string name)
    {
        var parse = Harness.Parse.WithLanguageVersion(LanguageVersion.CSharp13);
        var compilation = Harness.Compile();
        compilation = compilation
            .WithOptions(compilation.Options.WithNullableContextOptions(NullableContextOptions.Disable).WithSpecificDiagnosticOptions(compilation.Options.SpecificDiagnosticOptions.SetItem("CS8632", ReportDiagnostic.Suppress)))
            .AddSyntaxTrees(Harness.Tree(Harness.With(Corpus.Cases[name]), "File0.cs", parse));
        Harness.Run(compilation, Harness.Driver(parse)).AssertClean();
    }

    [Fact]
    public void Block_of_another_assembly_can_be_used()
    {
        var library = Harness.Run(Harness.With("""
            namespace Parts;
            [Block] public sealed partial class Part
            {
                [Parameter] public partial int Width { get; }
                [Conv2d(nameof(Width), Kernel = 3)] public partial Conv2d Z { get; }
                [BatchNorm2d] public partial BatchNorm2d A { get; }
                [Use<Inner>(When = "Width > 3")] public partial Inner? M { get; }
                [ReLU] public partial Activation B { get; }
            }
            [Block] public sealed partial class Inner { [Conv2d(8), ReLU] public partial Sequence Layers { get; } }
            """)).AssertClean();
        using var image = new MemoryStream();
        Assert.True(library.Output.WithAssemblyName("Parts").Emit(image).Success);

        var user = Harness.Compile(Harness.With($$"""
            namespace Nets;
            using Parts;
            [Network("3x16x16", Classes = 4)] public sealed partial class Net
            {
                [Repeat<Part>(2, "Width = 4")] public partial Stage<Part> Layer { get; }
                {{Corpus.Tail}}
                public static int Channels(Net net) => net.Maps.Layer[1].Z.Site.Channels + net.Maps.Layer[0].M!.Layers[0].Mask.Count;
            }
            """)).AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
        var generated = Harness.Run(user).AssertClean();
        Assert.Contains("Register(\"layer.1.m.layers.0\"", generated.Sources["Nets.Net.g.cs"]);
        // Registration follows the source, not the alphabet.
        var text = generated.Sources["Nets.Net.g.cs"];
        Assert.True(text.IndexOf("Register(\"layer.0.z\"", System.StringComparison.Ordinal) < text.IndexOf("Register(\"layer.0.a\"", System.StringComparison.Ordinal));
    }

    [Fact]
    public void Every_public_member_of_a_network_is_documented()
    {
        var output = Harness.Run(Harness.Zoo()).Output;
        var all = output.WithOptions(output.Options.WithSpecificDiagnosticOptions([]));
        Assert.DoesNotContain(all.GetDiagnostics(), d => d.Id == "CS1591" && d.Location.SourceTree!.FilePath.EndsWith(".g.cs", System.StringComparison.Ordinal));
        Assert.All(all.SyntaxTrees.Where(t => t.FilePath.EndsWith(".g.cs", System.StringComparison.Ordinal)), t => Assert.DoesNotContain('\r', t.ToString()));
    }
}
