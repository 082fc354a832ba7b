using System;
using System.Collections.Generic;
using System.Linq;
using Fmt.Graph;
using Xunit;

namespace Fmt.Generators.Tests.Layers;

/// <summary>Arguments of any size, sign and type give a problem or a graph that can be written, never an exception.</summary>
public sealed class HostileArgumentTests
{
    private static readonly Constant[] Values =
    [
        Constant.None, Constant.Of(0), Constant.Of(-1), Constant.Of(1), Constant.Of(2), Constant.Of(3), Constant.Of(1 << 20), Constant.Of(int.MaxValue), Constant.Of(int.MinValue),
        Constant.Of(0.5), Constant.Of(-0.5), Constant.Of(double.NaN), Constant.Of(double.PositiveInfinity), Constant.Of(1e300), Constant.Of(true), Constant.Of(false),
        Constant.Of(""), Constant.Of("same"), Constant.Of("1048576x1"), Constant.Of("3x"), Constant.Of("0x3"), Constant.Of("zeros"), Constant.Of("reflect"), Constant.Of("2 * 3"), Constant.Of("1 / 0"),
        Constant.Of("First"), Constant.Of("input"), Constant.Of("input.Channels * 1000000"), Constant.Of("((("), Constant.Of("8x8x8"),
        Constant.Of(new[] { "First", "First" }.ToEquatable()), Constant.Of(new[] { "input" }.ToEquatable()), Constant.Of(new[] { "First", "", "Nowhere" }.ToEquatable()),
    ];

    private static readonly string[] Common = ["From", "When", "LayerWhen", "Else", "Name", "Expect", "Testable", "Shares"];

    public static TheoryData<string> Kinds => new(LayerCatalog.All.Select(k => k.Name).Order());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Any_argument_gives_a_problem_or_a_graph(string name)
    {
        var kind = LayerCatalog.Find(name)!;
        var random = new Random(name.Sum(c => c));
        var wrong = 0;
        for (var round = 0; round < 400; round++)
        {
            var few = random.Next(2) == 0;
            var arguments = kind.Parameters.Select(p => p.Name).Concat(Common)
                .Where(p => !few || !Common.Contains(p) || random.Next(8) == 0)
                .Select(p => new Argument(p, Values[random.Next(Values.Length)]))
                .ToArray();
            var declaration = Declare(random.Next(20) == 0 ? "1048576x1x1" : "4x9x9", kind, arguments);
            var result = GraphBuilder.Build(declaration);
            var source = SourceWriter.Network(declaration, default);
            Assert.True(source.Failure is null, source.Failure + ": " + string.Join(", ", arguments.AsEnumerable()));
            if (result.Graph is null) wrong++;
        }

        Assert.True(wrong > 40);
    }

    [Fact]
    public void Sizes_that_multiply_beyond_every_bound_are_a_problem()
    {
        var members = new List<MemberDeclaration> { Member("First", "Conv2d", [new("Channels", Constant.Of(1 << 20))]) };
        for (var i = 0; i < 40; i++)
        {
            var before = Constant.Of(new[] { members[^1].Name, members[^1].Name }.ToEquatable());
            members.Add(Member("C" + CSharp.Of(i), "Concat", [new("Inputs", before)]));
        }

        var result = GraphBuilder.Build(Network("1024x1024x1024", members));
        Assert.Null(result.Graph);
        Assert.Contains(result.Problems, p => Severities.IsError(p.Kind));
    }

    private static NetworkDeclaration Declare(string input, LayerKind kind, Argument[] arguments) => Network(input,
    [
        Member("First", "Conv2d", [new("Channels", Constant.Of(4))]),
        Member("Second", kind.Name, arguments),
        Member("Pool", "GlobalAvgPool2d", []),
        Member("Flat", "Flatten", []),
        Member("Fc", "Linear", [new("Features", Constant.Of(3))]),
    ]);

    private static NetworkDeclaration Network(string input, List<MemberDeclaration> members) =>
        new(new ClassDeclaration("Net", "global::Net", new ClassShell("", default, "partial class Net", "Net", "Net", true, true, ""), members.ToEquatable()), input, 3, default, default, default);

    private static MemberDeclaration Member(string name, string kind, Argument[] arguments)
    {
        var type = LayerCatalog.Find(kind)!.ModuleType ?? KnownNames.Activation;
        return new MemberDeclaration(name, type, arguments.Any(a => a.Name == "When"), new PropertyText(true, "public partial", type, name, new[] { "get" }.ToEquatable(), false), new[] { new LayerDeclaration(kind, null, arguments.ToEquatable()) }.ToEquatable(), null);
    }
}
