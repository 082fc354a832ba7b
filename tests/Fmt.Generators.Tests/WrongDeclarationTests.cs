using System.Linq;
using Fmt.Graph;
using Xunit;

namespace Fmt.Generators.Tests;

/// <summary>
/// A wrong declaration still gets its whole surface, so that the compiler has nothing of its own to say, neither there nor where the network is used:
/// the only message is the one that matters.
/// </summary>
public sealed class WrongDeclarationTests
{
    private const string Use = """

        public static class Use
        {
            public static object Of(Net net, Fmt.Data.ImageSet clean, torch.Tensor images)
            {
                _ = net.Maps.Conv1.Mask.Count + net.Maps["conv1"].Site.Channels + net.AllMaps.Count + Net.Sites.Count + Net.Summary().Length;
                _ = net.DefendWithFmt(clean);
                _ = net.DefendWithFmtAsync(clean);
                _ = net.Conv1.weight;
                _ = Net.FromFile("weights.pth");
                using var state = net.Maps.Conv1.Features(images);
                return new Net().forward(images);
            }
        }
        """;

    private const string Conv1 = "[Conv2d(8)] public partial Conv2d Conv1 { get; } ";

    private const string Part = "[Block] public sealed partial class Part { [Parameter] public partial int Width { get; } [Conv2d(nameof(Width))] public partial Conv2d Conv { get; } } ";

    public static TheoryData<string, string> Members => new()
    {
        { "[ReLU(From = \"Nowhere\")] public partial Activation Relu { get; }", nameof(ProblemKind.UnknownMember) },
        { "[Conv2d(\"Widht\")] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.UnknownName) },
        { "[ReLU] public partial Conv2d Relu { get; }", nameof(ProblemKind.WrongMemberType) },
        { "[Conv2d(8)] public partial Activation Conv2 { get; }", nameof(ProblemKind.WrongMemberType) },
        { "[Conv2d(8, When = \"true\")] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.WrongMemberType) },
        { "[Conv2d(8), ReLU] public partial Activation Conv2 { get; }", nameof(ProblemKind.WrongMemberType) },
        { "[Conv2d(\"8 +\")] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.BadExpression) },
        { "[ReLU(From = nameof(B))] public partial Activation A { get; } [ReLU(From = nameof(A))] public partial Activation B { get; }", nameof(ProblemKind.Cycle) },
        { "[Conv2d(8, Name = \"conv1\")] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.NameTaken) },
        { "[ReLU] public partial Activation Save { get; }", nameof(ProblemKind.ReservedName) },
        { "[Conv2d(8, Kernel = 0)] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.BadArgument) },
        { "[Parameter] public partial int Width { get; }", nameof(ProblemKind.BadArgument) },
        { "[ELU(Alpha = double.PositiveInfinity)] public partial Activation Elu { get; }", nameof(ProblemKind.BadArgument) },
        { "[ELU(Alpha = double.NaN)] public partial Activation Elu { get; }", nameof(ProblemKind.BadArgument) },
        { "[Use<Part>] public partial Part Part { get; }", nameof(ProblemKind.MissingParameter) },
        { "[Use<Part>(\"Widht = 3, Width = 2\")] public partial Part Part { get; }", nameof(ProblemKind.UnknownName) },
        { "[Use<Part>(\"Width = 0\")] public partial Part Part { get; }", nameof(ProblemKind.BadArgument) },
        { "[Repeat<Part>(-1, \"Width = 3\")] public partial Stage<Part> Part { get; }", nameof(ProblemKind.BadArgument) },
        { "[Repeat<Part>(2, \"Width = 3000000000\")] public partial Stage<Part> Part { get; }", nameof(ProblemKind.BadExpression) },
        { "[Repeat<Part>(20001, \"Width = 1\")] public partial Stage<Part> Part { get; }", nameof(ProblemKind.BadArgument) },
        { "[Conv2d(8, Expect = \"8x\")] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.BadShapeText) },
        { "[Use<Inner>] public partial Inner Part { get; } public sealed class Inner;", nameof(ProblemKind.NotABlock) },
        { "[Repeat<Inner>(2)] public partial Stage<Inner> Inners { get; } public sealed class Inner;", nameof(ProblemKind.NotABlock) },
        { "[Use<Generic<int>>] public partial Generic<int> Part { get; } public sealed class Generic<T>;", nameof(ProblemKind.NotABlock) },
        { "[Conv2d(8, Kernel = 9)] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.SpatialUnderflow) },
        { "[Conv2d(8, Groups = 3)] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.GroupsDoNotDivide) },
        { "[Conv2d(9)] public partial Conv2d Conv2 { get; } [Add(nameof(Conv1), nameof(Conv2))] public partial Activation Sum { get; }", nameof(ProblemKind.JoinDisagrees) },
        { "[MaxPool2d(2)] public partial Activation Max { get; } [Concat(nameof(Conv1), nameof(Max))] public partial Activation Sum { get; }", nameof(ProblemKind.ConcatDisagrees) },
        { "[Linear(3)] public partial Linear Fc0 { get; }", nameof(ProblemKind.LinearOnMap) },
        { "[Flatten] public partial Activation Flat0 { get; } [MaxPool2d(2)] public partial Activation Max { get; }", nameof(ProblemKind.MapExpected) },
        { "[Conv2d(8, Expect = \"9x8x8\")] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.UnexpectedShape) },
        { "[Conv2d(8)] public partial Conv2d Conv2 { get; } [Conv2d(9, Shares = nameof(Conv2))] public partial Conv2d Conv3 { get; }", nameof(ProblemKind.SharedDisagrees) },
        { "[Conv2d(8)] public static partial Conv2d Conv2 { get; }", nameof(ProblemKind.MemberNotPartial) },
        { "[Conv2d(8)] public required partial Conv2d Conv2 { get; init; }", nameof(ProblemKind.MemberNotPartial) },
        { "[Conv2d(8, When = \"true\"), ReLU] public partial Sequence Seq { get; }", nameof(ProblemKind.WrongMemberType) },
        { "[Conv2d(8), ReLU] public partial Sequence? Seq { get; }", nameof(ProblemKind.WrongMemberType) },
        { "[Conv2d(8), Conv2d(8, Name = \"a\")] public partial Sequence Seq { get; }", nameof(ProblemKind.MisplacedArgument) },
        { "[ReLU(LayerWhen = \"false\"), Conv2d(8, LayerWhen = \"false\")] public partial Sequence Seq { get; }", nameof(ProblemKind.EmptySequence) },
        { "[Conv2d(8, Name = \"a..b\")] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.BadArgument) },
        { "[Conv2d(8, Name = \".a\")] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.BadArgument) },
        { "[Conv2d(8, Name = \"\")] public partial Conv2d Conv2 { get; }", nameof(ProblemKind.NameTaken) },
    };

    public static TheoryData<string, string> Networks => new()
    {
        { "[Network(\"3x8\", Classes = 4)] public sealed partial class Net { # }", nameof(ProblemKind.BadShapeText) },
        { "[Network(\"\", Classes = 4)] public sealed partial class Net { # }", nameof(ProblemKind.BadShapeText) },
        { "[Network(\"2147483647x2x1\", Classes = 4)] public sealed partial class Net { # }", nameof(ProblemKind.BadShapeText) },
        { "[Network(\"3x8x8\", Classes = 4, Mean = [0.5], Std = [1, 1, 1])] public sealed partial class Net { # }", nameof(ProblemKind.BadArgument) },
        { "[Network(\"3x8x8\", Classes = 4, Mean = [0.5, double.NaN, 0], Std = [1, 1, 1])] public sealed partial class Net { # }", nameof(ProblemKind.BadArgument) },
        { "[Network(\"3x8x8\", Classes = 4, Mean = [0, 0, 0], Std = [0.5, double.PositiveInfinity, 1])] public sealed partial class Net { # }", nameof(ProblemKind.BadArgument) },
        { "[Network(\"3x8x8\", Classes = 4, Mean = [125.3, 123.0, 113.9], Std = [1, 1, 1])] public sealed partial class Net { # }", nameof(ProblemKind.BadArgument) },
        { "[Network(\"3x8x8\", Classes = 4, Mean = [0, 0, 0], Std = [1, 1e-50, 1])] public sealed partial class Net { # }", nameof(ProblemKind.BadArgument) },
        { "[Network(\"3x8x8\", Classes = 4, Mean = [0.5, 0.5, 0.5])] public sealed partial class Net { # }", nameof(ProblemKind.BadArgument) },
        { "[Network(\"3x8x8\", Classes = 4, Std = [0.5, 0.5, 0.5])] public sealed partial class Net { # }", nameof(ProblemKind.BadArgument) },
        { "[Network(\"3x8x8\", Classes = 5)] public sealed partial class Net { [Conv2d(8)] public partial Conv2d Conv1 { get; } [Flatten] public partial Activation Flat { get; } [Linear(4)] public partial Linear Fc { get; } }", nameof(ProblemKind.OutputIsNotClasses) },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void Wrong_member_gives_one_problem_and_silence_from_the_compiler(string member, string kind)
    {
        var source = Harness.With($"namespace Nets; {Part}[Network(\"3x8x8\", Classes = 4)] public sealed partial class Net {{ {Conv1}{member} {Corpus.Tail} }}{Use}");
        Assert.Equal([kind], Errors(source));
        // A property called like an inherited method hides it, in the user's own line.
        Assert.Equal(kind == nameof(ProblemKind.ReservedName) ? ["CS0108"] : [], Harness.Run(source).Compiler().Select(d => d.Id));
    }

    [Theory]
    [MemberData(nameof(Networks))]
    public void Wrong_network_gives_one_problem_and_silence_from_the_compiler(string network, string kind)
    {
        var source = Harness.With("namespace Nets; " + network.Replace("#", Conv1 + Corpus.Tail) + Use);
        Assert.Equal([kind], Errors(source));
        Harness.Run(source).AssertClean();
    }

    [Fact]
    public void Empty_network_compiles()
    {
        var source = Harness.With("namespace Nets; [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net { public static object Use(Net net) => net.Maps; }");
        Assert.Equal([nameof(ProblemKind.EmptyNetwork)], Errors(source));
        Harness.Run(source).AssertClean();
    }

    [Theory]
    [InlineData("[Conv2d(\"Widht\")] public partial Conv2d Conv { get; }")]
    [InlineData("[ReLU] public partial Conv2d Relu { get; }")]
    [InlineData("[Conv2d(8, Kernel = 0)] public partial Conv2d Conv { get; }")]
    [InlineData("[Conv2d(8, Kernel = 0, When = \"Wide\")] public partial Conv2d? Conv { get; }")]
    [InlineData("[ReLU] public partial Activation ToString { get; }")]
    [InlineData("[Parameter] public partial string Text { get; }")]
    public void Wrong_block_leaves_its_networks_without_errors_of_the_compiler(string member)
    {
        var source = Harness.With($$"""
            namespace Nets;
            [Network("3x8x8", Classes = 4)] public sealed partial class Net { {{Conv1}}[Use<Bad>("Wide = false")] public partial Bad Bad { get; } [Repeat<Bad>(2, "Wide = false")] public partial Stage<Bad> More { get; } {{Corpus.Tail}} }
            [Block] public sealed partial class Bad { [Parameter] public partial bool Wide { get; } {{member}} }
            """ + Use);
        var found = Harness.Run(source).Compiler();
        // A member that hides one of object's is the user's own line.
        Assert.All(found, d => Assert.Equal("CS0108", d.Id));
    }

    [Theory]
    [InlineData("[Conv2d(8)] public Conv2d Conv2 { get; } = null!;")]
    [InlineData("[Conv2d(8)] public Conv2d Conv2 => null!;")]
    public void Member_that_is_not_partial_is_left_alone(string member)
    {
        var source = Harness.With($"namespace Nets; [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net {{ {Conv1}{member} {Corpus.Tail} }}{Use}");
        Assert.Equal([nameof(ProblemKind.MemberNotPartial)], Errors(source));
        Harness.Run(source).AssertClean();
    }

    [Fact]
    public void Members_in_two_files_give_one_problem_and_silence_from_the_compiler()
    {
        var generated = Harness.Run(
            Harness.With($"namespace Nets; [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net {{ {Conv1} }}" + Use),
            Harness.With($"namespace Nets; public sealed partial class Net {{ {Corpus.Tail} }}"));
        generated.AssertClean();
    }

    [Theory]
    [InlineData("[Use<Missing>] public partial Missing Part { get; }", 2)]
    [InlineData("[Repeat<Missing>(2)] public partial Stage<Missing> Part { get; }", 2)]
    [InlineData("[Conv2d(8)] public partial Konv Konv { get; }", 1)]
    public void Type_that_does_not_exist_is_the_compilers_error_and_repeated_at_most_once(string member, int inUsersFile)
    {
        var source = Harness.With($"namespace Nets; [Network(\"3x8x8\", Classes = 4)] public sealed partial class Net {{ {Conv1}{member} {Corpus.Tail} }}{Use}");
        var found = Harness.Run(source).Compiler();
        Assert.All(found, d => Assert.Equal("CS0246", d.Id));
        Assert.Equal(inUsersFile, found.Count(d => d.Location.SourceTree!.FilePath == "File0.cs"));
        Assert.True(found.Length <= inUsersFile + 1, string.Join("\n", found.Select(d => d.ToString())));
    }

    private static string[] Errors(string source) => Harness.Problems(source, "Nets.Net").Problems.Where(p => Severities.IsError(p.Kind)).Select(p => p.Kind.ToString()).ToArray();
}
