using System.IO;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Generators;
using Fmt.Tests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using static Fmt.Analyzers.Tests.Source;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Networks, blocks and assemblies together: who says what, and where.</summary>
public class SeveralPlacesTests
{
    private const string Window = "using Fmt;\nusing TorchSharp.Modules;\nnamespace Lib;\n[Block]\npublic sealed partial class Window\n{\n    [Parameter(3)] public partial int Size { get; }\n    [Conv2d(64, Kernel = nameof(Size))] public partial Conv2d Conv1 { get; }\n}\n";

    [Fact]
    public async Task A_block_of_another_assembly_works()
    {
        var found = await DiagnoseAsync(Compile("using Lib;\n" + Classifier("[Use<Window>] public partial Window Stem { get; }")).AddReferences(Library()));
        Assert.DoesNotContain(found, d => d.Severity >= DiagnosticSeverity.Warning);
    }

    [Fact]
    public async Task A_problem_in_a_block_of_another_assembly_is_shown_at_its_use()
    {
        var source = "using Lib;\n" + Classifier("[AdaptiveAvgPool2d(2)] public partial Activation Down { get; }\n[Use<Window>] public partial Window Stem { get; }");
        var found = await DiagnoseAsync(Compile(source).AddReferences(Library()));
        var problem = Assert.Single(found, d => d.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal(("FMT2001", "Use<Window>"), (problem.Id, source.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length)));
    }

    [Fact]
    public async Task A_problem_of_a_block_names_the_network_it_comes_of()
    {
        var found = await DiagnoseAsync(Classifier("[AdaptiveAvgPool2d(2)] public partial Activation Down { get; }\n[Use<Lib.Window>] public partial Lib.Window Stem { get; }"), Window);
        var problem = Assert.Single(found, d => d.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal("File1.cs", problem.Location.SourceTree!.FilePath);
        Assert.Equal("File0.cs", Assert.Single(problem.AdditionalLocations).SourceTree!.FilePath);
    }

    [Theory]
    // Beside these the compiler has errors of its own.
    [InlineData("FMT1011", "Maps", "[Conv2d(64)] public partial Conv2d Maps { get; }")]
    [InlineData("FMT1011", "MapTree", "[Use<Odd>] public partial Odd Odd { get; }", "[Block] public partial class Odd { [ReLU] public partial Activation MapTree { get; } }")]
    [InlineData("FMT1018", "Odd", "[Fmt.Use<Odd>] public partial Odd Stem { get; }", "public class Odd;")]
    public async Task Is_shown_at(string id, string place, string members, string more = "")
    {
        var source = Classifier(members, more);
        var problem = Assert.Single(await DiagnoseAsync(source), d => d.Id == id);
        Assert.Equal(place, source.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length));
    }

    [Fact]
    public async Task Members_in_two_files_are_reported_at_the_first_elsewhere()
    {
        const string Other = "using Fmt;\nusing TorchSharp.Modules;\npublic partial class Net\n{\n    [Conv2d(64)] public partial Conv2d Far { get; }\n    [ReLU] public partial Activation Farther { get; }\n}\n";
        var found = await DiagnoseAsync(Classifier("[Conv2d(64)] public partial Conv2d Near { get; }"), Other);
        var problem = Assert.Single(found, d => d.Severity >= DiagnosticSeverity.Warning);
        Assert.Equal(("FMT1003", "File1.cs", "Far"), (problem.Id, problem.Location.SourceTree!.FilePath, Other.Substring(problem.Location.SourceSpan.Start, problem.Location.SourceSpan.Length)));
    }

    [Fact]
    public async Task A_pragma_around_a_member_suppresses_its_finding()
    {
        var found = await DiagnoseAsync(Classifier("[Conv2d(64)] public partial Conv2d A { get; }\n#pragma warning disable FMT1014\n[Conv2d(64)] public partial Conv2d Spare { get; }\n#pragma warning restore FMT1014\n[ReLU(From = nameof(A))] public partial Activation R { get; }"));
        Assert.DoesNotContain(found, d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed);
    }

    /// <summary>One graph for both: the generator writes a fallback exactly where the analyzer reports an error of the declaration.</summary>
    [Theory]
    [MemberData(nameof(PageTests.IdsWithExample), MemberType = typeof(PageTests))]
    public async Task Generator_and_analyzer_agree(string id)
    {
        foreach (var files in new[] { DiagnosticPage.Read(id).Wrong, DiagnosticPage.Read(id).Right })
        {
            var compilation = Compile(files);
            var errors = (await AnalyzerFindingsAsync(compilation)).Any(d => d.Severity == DiagnosticSeverity.Error && d.Id[3] != '4');
            var driver = CSharpGeneratorDriver.Create([new FmtGenerator().AsSourceGenerator()], parseOptions: Workbench.ParseOptions).RunGenerators(compilation);
            var fallback = driver.GetRunResult().GeneratedTrees.Any(t => t.ToString().Contains("The declaration of Net has errors") || t.ToString().Contains("The declaration of Mine has errors"));
            Assert.Equal(errors, fallback);
        }
    }

    private static MetadataReference Library()
    {
        var driver = CSharpGeneratorDriver.Create([new FmtGenerator().AsSourceGenerator()], parseOptions: Workbench.ParseOptions);
        driver.RunGeneratorsAndUpdateCompilation(Compile(Window).WithAssemblyName("Lib"), out var output, out _);
        using var image = new MemoryStream();
        var result = output.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics));
        return MetadataReference.CreateFromImage(image.ToArray());
    }
}
