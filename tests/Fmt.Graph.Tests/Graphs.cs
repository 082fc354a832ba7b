using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace Fmt.Graph.Tests;

/// <summary>Graphs of declarations written as C# text.</summary>
internal static class Graphs
{
    private static readonly MetadataReference[] References =
    [
        .. Net100.References.All,
        MetadataReference.CreateFromFile(typeof(NetworkAttribute).Assembly.Location),
        MetadataReference.CreateFromFile(typeof(TorchSharp.torch).Assembly.Location),
    ];

    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Case", [], References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>What reading a network gives.</summary>
    public static GraphResult Read(string members, string blocks = "", string network = "\"3x32x32\", Classes = 10") =>
        GraphBuilder.Build(Declare(members, blocks, network));

    public static NetworkDeclaration Declare(string members, string blocks = "", string network = "\"3x32x32\", Classes = 10")
    {
        var type = Symbol($"[Network({network})] public partial class Net {{ {members} }} {blocks}", "Net");
        return DeclarationReader.ReadNetwork(type, DeclarationReader.FindAttribute(type, KnownNames.NetworkAttribute)!, CancellationToken.None);
    }

    /// <summary>The problems of a block by itself.</summary>
    public static IReadOnlyList<Problem> Check(string members, string blocks = "")
    {
        var (block, others) = DeclarationReader.ReadBlock(Symbol($"[Block] public partial class Part {{ {members} }} {blocks}", "Part"), CancellationToken.None);
        return GraphBuilder.CheckBlock(block, others);
    }

    private static INamedTypeSymbol Symbol(string source, string name)
    {
        var tree = CSharpSyntaxTree.ParseText("using Fmt; using TorchSharp.Modules;\n" + source, new CSharpParseOptions(LanguageVersion.CSharp14));
        var compilation = Empty.AddSyntaxTrees(tree);
        // CS9248: the generator's half is missing here.
        Assert.DoesNotContain(compilation.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error && d.Id != "CS9248");
        var node = tree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>().First(c => c.Identifier.Text == name);
        return compilation.GetSemanticModel(tree).GetDeclaredSymbol(node)!;
    }

    /// <summary>The graph of members that are followed by pooling, flattening and the classifier; all right but for infos and warnings.</summary>
    public static NetworkGraph Classifier(string members, string blocks = "", string network = "\"3x32x32\", Classes = 10")
    {
        var result = Read(members + Head, blocks, network);
        Assert.True(result.Graph is not null, string.Join("\n", result.Problems));
        return result.Graph!;
    }

    public const string Head = " [GlobalAvgPool2d] public partial Activation EndPool { get; } [Flatten] public partial Activation EndFlat { get; } [Linear(\"Classes\")] public partial Linear EndFc { get; }";

    public static Node Node(this NetworkGraph graph, string path) => graph.Nodes.Single(n => n.Path == path);

    /// <summary>Names in the state_dict, in order, without the classifier's.</summary>
    public static string[] Names(this NetworkGraph graph) => graph.Registration.Select(id => graph.Nodes[id].Name).Where(n => n != "endFc").ToArray();

    /// <summary>Paths of the nodes that a node reads.</summary>
    public static string[] Reads(this NetworkGraph graph, string path) => graph.Node(path).Inputs.Select(i => graph.Nodes[i].Path).ToArray();

    /// <summary>Paths of the sites.</summary>
    public static string[] SitePaths(this NetworkGraph graph) => graph.Sites.Select(s => graph.Nodes[s.Node].Path).ToArray();
}
