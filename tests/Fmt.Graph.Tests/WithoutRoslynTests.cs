using System;
using System.IO;
using System.Linq;
using System.Reflection;
using System.Runtime.Loader;
using Xunit;

namespace Fmt.Graph.Tests;

/// <summary>The graph is built where there is no compiler: declarations as records go in, graphs and problems come out.</summary>
public class WithoutRoslynTests
{
    [Fact]
    public void Records_become_a_graph() => Assert.Equal(
        "C: 8x8x8, L[0].A: 8x8x8, L[1].A: 16x8x8, L[1].Sum: 16x8x8, P: 16x1x1, F: 16, Fc: 10; sites c, l.0.a, l.1.a; l.1.a reads l.0.a",
        Isolated(nameof(DescribeGraph)));

    [Fact]
    public void Records_that_are_wrong_become_problems() => Assert.Equal("UnknownName Clases error, NarrowLayer no error", Isolated(nameof(DescribeProblems)));

    [Fact]
    public void Every_kind_of_layer_is_there() => Assert.Equal(LayerCatalog.All.Count.ToString(System.Globalization.CultureInfo.InvariantCulture), Isolated(nameof(CountKinds)));

    /// <summary>Else the tests above would show nothing.</summary>
    [Fact]
    public void The_front_door_does_need_it() =>
        Assert.IsType<FileLoadException>(Assert.Throws<TargetInvocationException>(() => Isolated(nameof(TouchReader))).InnerException);

    private static string DescribeGraph()
    {
        var graph = GraphBuilder.Build(Network(Records.Layer("Fc", "Linear", ("Features", Constant.Of("Classes"))))).Graph!;
        var shapes = graph.Nodes.Where(n => !n.IsInput).Select(n => $"{n.Path}: {n.Output}");
        var reader = graph.Nodes.Single(n => n.Path == "L[1].A");
        return $"{string.Join(", ", shapes)}; sites {string.Join(", ", graph.Sites.Select(s => graph.Nodes[s.Node].Name))}; {reader.Name} reads {graph.Nodes[reader.Inputs[0]].Name}";
    }

    private static string DescribeProblems()
    {
        var problem = GraphBuilder.Build(Network(Records.Layer("Fc", "Linear", ("Features", Constant.Of("Clases"))))).Problems.Single();
        return $"{problem.Kind} {problem.Args[0]} {(Severities.IsError(problem.Kind) ? "error" : "no error")}, {ProblemKind.NarrowLayer} {(Severities.IsError(ProblemKind.NarrowLayer) ? "error" : "no error")}";
    }

    private static string CountKinds() => LayerCatalog.All.Count.ToString(System.Globalization.CultureInfo.InvariantCulture);

    private static string TouchReader() => DeclarationReader.FindAttribute(null!, "") is null ? "read" : "found";

    private static NetworkDeclaration Network(MemberDeclaration last)
    {
        var block = Records.Class(
            "Part",
            Records.Parameter("Width", "int", Constant.None),
            Records.Layer("A", "Conv2d", ("Channels", Constant.Of("Width"))),
            Records.Layer("Sum", "Add", ("Inputs", Constant.Of(new[] { "A", "A" }.ToEquatable())), ("When", Constant.Of("Width > 8"))));
        return new NetworkDeclaration(
            Records.Class(
                "Net",
                Records.Layer("C", "Conv2d", ("Channels", Constant.Of(8))),
                Records.Repeat("L", block.FullName, ("Count", Constant.Of(2)), ("Parameters", Constant.Of("Width = 8 * (i + 1)"))),
                Records.Layer("P", "GlobalAvgPool2d"),
                Records.Layer("F", "Flatten"),
                last),
            "3x8x8",
            10,
            default,
            default,
            new[] { block }.ToEquatable());
    }

    /// <summary>Runs one of the methods above on copies of Fmt.Graph and of these tests that see no Roslyn.</summary>
    private static string Isolated(string method)
    {
        var context = new NoRoslyn();
        var type = context.LoadFromAssemblyPath(typeof(WithoutRoslynTests).Assembly.Location).GetType(typeof(WithoutRoslynTests).FullName!, throwOnError: true)!;
        Assert.NotSame(typeof(WithoutRoslynTests), type);
        return (string)type.GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.Invoke(null, null)!;
    }

    private sealed class NoRoslyn() : AssemblyLoadContext("no compiler")
    {
        protected override Assembly? Load(AssemblyName name)
        {
            // Where a context merely does not find an assembly, the process's own is taken.
            if (name.Name!.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)) throw new InvalidOperationException(name.Name);
            return name.Name == "Fmt.Graph" ? LoadFromAssemblyPath(typeof(GraphBuilder).Assembly.Location) : null;
        }
    }
}
