using System.Threading.Tasks;
using Fmt.CodeFixes;
using Xunit;
using static Fmt.Analyzers.Tests.Source;

namespace Fmt.Analyzers.Tests;

public class FixTests
{
    private const string Conv1 = "[Conv2d(64, Kernel = 3, Padding = 1)] public partial Conv2d Conv1 { get; }\n";

    [Theory]
    [InlineData("[Conv2d(64)] public Conv2d Conv1 { get; } = null!;", "[Conv2d(64)] public partial Conv2d Conv1 { get; }")]
    [InlineData("[Conv2d(64)] public Conv2d Conv1 => null!;", "[Conv2d(64)] public partial Conv2d Conv1 { get; }")]
    [InlineData("[Conv2d(64)] internal Conv2d Conv1 { get { return null!; } private set { } }", "[Conv2d(64)] internal partial Conv2d Conv1 { get; }")]
    public Task Makes_a_member_partial(string before, string after) => FixBench.VerifyAsync(new MakePartialFix(), Classifier(before), Classifier(after));

    [Theory]
    [InlineData("{ get; set; }", "{ get; }")]
    [InlineData("{ get; private set; }", "{ get; }")]
    [InlineData("{ init; get; }", "{ get; }")]
    public Task Removes_a_setter(string before, string after) => FixBench.VerifyAsync(
        new RemoveSetterFix(), Classifier("[Conv2d(64)] public partial Conv2d Conv1 " + before), Classifier("[Conv2d(64)] public partial Conv2d Conv1 " + after));

    [Theory]
    [InlineData("[Relu6]", "[ReLU6]")]
    [InlineData("[Batchnorm2D]", "[BatchNorm2d]")]
    [InlineData("[Conv2D(64)]", "[Conv2d(64)]", "Conv2d")]
    [InlineData("[Convolution2d(64)]", null)]
    public async Task Names_a_layer(string before, string? after, string type = "")
    {
        string Member(string attribute) => Classifier($"{attribute} public partial {(type.Length > 0 ? type : attribute.Contains("norm", System.StringComparison.OrdinalIgnoreCase) ? "BatchNorm2d" : attribute.Contains("Conv", System.StringComparison.Ordinal) ? "Conv2d" : "Activation")} A {{ get; }}");
        var actual = await FixBench.FixFirstAsync(new LayerNameFix(), Member(before), "CS0246");
        Assert.Equal(after is null ? null : Member(after), actual);
        if (after is not null) Assert.DoesNotContain(await Workbench.DiagnoseAsync(actual!), d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    [Fact]
    public async Task Leaves_the_attributes_of_other_classes() =>
        Assert.Null(await FixBench.FixFirstAsync(new LayerNameFix(), "class A { [Relu6] public int B => 0; }", "CS0246"));

    [Fact]
    public Task Makes_a_class_partial() => FixBench.VerifyAsync(
        new MakePartialFix(),
        Classifier(Conv1).Replace("sealed partial class", "sealed class"),
        Classifier(Conv1));

    [Fact]
    public Task Makes_a_class_without_modifiers_and_those_around_it_partial() => FixBench.VerifyAsync(
        new MakePartialFix(),
        "using Fmt;\nclass Outer\n{\n    [Block]\n    public class Part\n    {\n    }\n}\n",
        "using Fmt;\npartial class Outer\n{\n    [Block]\n    public partial class Part\n    {\n    }\n}\n");

    [Fact]
    public async Task Leaves_a_member_that_the_user_implements() =>
        Assert.Null(await FixBench.FixAsync(new MakePartialFix(), Classifier("[ReLU] public partial Activation Relu { get; }\npublic partial Activation Relu => null!;")));

    [Theory]
    [InlineData("From = \"Cnv1\"", "From = \"Conv1\"")]
    [InlineData("From = nameof(Net.Con1)", "From = nameof(Conv1)")]
    [InlineData("From = \"inptu\"", "From = \"input\"")]
    [InlineData("From = nameof(Net.imput)", "From = Edge.Input")]
    public Task Renames_an_edge(string before, string after) => FixBench.VerifyAsync(
        new RenameFix(),
        Classifier($"public int Con1 => 0;\npublic int imput => 0;\n{Conv1}[BatchNorm2d({before})] public partial BatchNorm2d Bn1 {{ get; }}\n[Conv2d(64, From = nameof(Conv1))] public partial Conv2d Conv2 {{ get; }}\n[GlobalAvgPool2d] public partial Activation P {{ get; }} [GlobalAvgPool2d(From = nameof(Bn1))] public partial Activation Q {{ get; }} [Concat(nameof(P), nameof(Q))] public partial Activation C {{ get; }}"),
        Classifier($"public int Con1 => 0;\npublic int imput => 0;\n{Conv1}[BatchNorm2d({after})] public partial BatchNorm2d Bn1 {{ get; }}\n[Conv2d(64, From = nameof(Conv1))] public partial Conv2d Conv2 {{ get; }}\n[GlobalAvgPool2d] public partial Activation P {{ get; }} [GlobalAvgPool2d(From = nameof(Bn1))] public partial Activation Q {{ get; }} [Concat(nameof(P), nameof(Q))] public partial Activation C {{ get; }}"));

    [Theory]
    [InlineData("\"Clases * 8\"", "\"Classes * 8\"")]
    [InlineData("@\"8 * Clases\"", "@\"8 * Classes\"")]
    [InlineData("64, PaddingMode = \"zeroes\"", "64, PaddingMode = \"zeros\"")]
    public Task Renames_in_an_expression(string before, string after) => FixBench.VerifyAsync(
        new RenameFix(),
        Classifier($"[Conv2d({before})] public partial Conv2d Conv1 {{ get; }}"),
        Classifier($"[Conv2d({after})] public partial Conv2d Conv1 {{ get; }}"));

    [Fact]
    public async Task Does_not_rewrite_a_text_that_it_cannot_see_through() =>
        Assert.Null(await FixBench.FixAsync(new RenameFix(), Classifier("private const string Eight = \"8\";\n[Conv2d($\"Clases * {Eight}\")] public partial Conv2d Conv1 { get; }")));

    [Fact]
    public async Task Renames_all() => Assert.Equal(
        Classifier("[Conv2d(\"Classes * 8\")] public partial Conv2d Conv1 { get; }\n[Conv2d(\"Classes * 16\")] public partial Conv2d Conv2 { get; }"),
        await FixBench.FixAllAsync(new RenameFix(), Classifier("[Conv2d(\"Clases * 8\")] public partial Conv2d Conv1 { get; }\n[Conv2d(\"Clases * 16\")] public partial Conv2d Conv2 { get; }")));

    [Theory]
    [InlineData("[Conv2d(64)] public partial Activation A { get; }", "[Conv2d(64)] public partial Conv2d A { get; }")]
    [InlineData("[Conv2d(64), ReLU] public partial Conv2d A { get; }", "[Conv2d(64), ReLU] public partial Sequence A { get; }")]
    [InlineData("[Conv2d(64)] public partial Conv2d A { get; }\n[BatchNorm2d(When = \"Classes > 1\")] public partial BatchNorm2d B { get; }", "[Conv2d(64)] public partial Conv2d A { get; }\n[BatchNorm2d(When = \"Classes > 1\")] public partial BatchNorm2d? B { get; }")]
    [InlineData("[Conv2d(64)] public partial Conv2d? A { get; }", "[Conv2d(64)] public partial Conv2d A { get; }")]
    [InlineData("[Conv2d(64, When = \"Classes > 1\"), ReLU] public partial Sequence A { get; }", "[Conv2d(64, When = \"Classes > 1\"), ReLU] public partial Sequence? A { get; }")]
    [InlineData("[Conv2d(64), ReLU] public partial Sequence? A { get; }", "[Conv2d(64), ReLU] public partial Sequence A { get; }")]
    [InlineData("[Repeat<Part>(2)] public partial Part A { get; }", "[Repeat<Part>(2)] public partial Stage<Part> A { get; }")]
    public Task Changes_a_type(string before, string after)
    {
        const string Part = "[Block] public partial class Part { [Conv2d(64)] public partial Conv2d A { get; } }";
        return FixBench.VerifyAsync(new ChangeTypeFix(), Classifier(before, Part), Classifier(after, Part));
    }

    [Theory]
    [InlineData("[Conv2d(64), ReLU(From = Edge.Input)] public partial Sequence A { get; }", "[Conv2d(64, From = Edge.Input), ReLU] public partial Sequence A { get; }")]
    [InlineData("[Flatten, Linear(64, Name = \"a\", Bias = false)] public partial Sequence A { get; }", "[Flatten(Name = \"a\"), Linear(64, Bias = false)] public partial Sequence A { get; }")]
    [InlineData("[System.Obsolete(\"old\"), Fmt.FlattenAttribute()]\n[Linear(64), ReLU(Name = \"a\")] public partial Sequence A { get; }", "[System.Obsolete(\"old\"), Fmt.FlattenAttribute(Name = \"a\")]\n[Linear(64), ReLU] public partial Sequence A { get; }")]
    [InlineData("[Conv2d(64, Name = \"a\"), Conv2d(64, Name = \"a\", Bias = false)] public partial Sequence A { get; }", "[Conv2d(64, Name = \"a\"), Conv2d(64, Bias = false)] public partial Sequence A { get; }")]
    [InlineData("[Conv2d(64, When = \"Classes > 1\"), ReLU(When = \"Classes > 1\")] public partial Sequence? A { get; }", "[Conv2d(64, When = \"Classes > 1\"), ReLU] public partial Sequence? A { get; }")]
    [InlineData("[Conv2d(64), ReLU(When = \"Classes > 1\")] public partial Sequence A { get; }", "[Conv2d(64), ReLU(LayerWhen = \"Classes > 1\")] public partial Sequence A { get; }")]
    [InlineData("[Conv2d(64, LayerWhen = \"Classes > 1\")] public partial Conv2d? A { get; }", "[Conv2d(64, When = \"Classes > 1\")] public partial Conv2d? A { get; }")]
    public Task Brings_an_argument_to_its_place(string before, string after)
    {
        var head = before.Contains("Flatten") ? "[Linear(\"Classes\")] public partial Linear Fc { get; }" : Head;
        return FixBench.VerifyAsync(new ArgumentPlaceFix(), Network(before + head), Network(after + head));
    }

    [Fact]
    public async Task Does_not_choose_between_two_names() =>
        Assert.Null(await FixBench.FixAsync(new ArgumentPlaceFix(), Classifier("[Conv2d(64, Name = \"a\"), ReLU(Name = \"b\")] public partial Sequence A { get; }")));

    [Fact]
    public async Task Gives_all_layers_their_own_conditions() => Assert.Equal(
        Classifier("[Conv2d(64)] public partial Conv2d A { get; }\n[ReLU(LayerWhen = \"Classes > 5\"), ELU(LayerWhen = \"Classes < 5\")] public partial Sequence B { get; }"),
        await FixBench.FixAllAsync(new ArgumentPlaceFix(), Classifier("[Conv2d(64)] public partial Conv2d A { get; }\n[ReLU(When = \"Classes > 5\"), ELU(When = \"Classes < 5\")] public partial Sequence B { get; }")));

    [Fact]
    public Task Changes_a_type_whose_namespace_is_not_imported() => FixBench.VerifyAsync(
        new ChangeTypeFix(),
        "using Fmt;\n[Block]\npublic partial class Part\n{\n    [Conv2d(8)] public partial Activation A { get; }\n}\n",
        "using Fmt;\n[Block]\npublic partial class Part\n{\n    [Conv2d(8)] public partial TorchSharp.Modules.Conv2d A { get; }\n}\n");

    [Theory]
    [InlineData("    [Linear(10)] public partial Linear Fc { get; }", "    [Flatten] public partial Activation Flatten { get; }\n    [Linear(10)] public partial Linear Fc { get; }")]
    [InlineData("    /// <summary>Head.</summary>\n    [Linear(10)] public partial Linear Fc { get; }", "    [Flatten] public partial Activation Flatten { get; }\n    /// <summary>Head.</summary>\n    [Linear(10)] public partial Linear Fc { get; }")]
    [InlineData("    [Linear(10, From = nameof(Conv1))] public partial Linear Fc { get; }", "    [Flatten(From = nameof(Conv1))] public partial Activation Flatten { get; }\n    [Linear(10)] public partial Linear Fc { get; }")]
    [InlineData("    public int Flatten => 0;\n    [Linear(10)] public partial Linear Fc { get; }", "    public int Flatten => 0;\n    [Flatten] public partial Activation Flatten2 { get; }\n    [Linear(10)] public partial Linear Fc { get; }")]
    [InlineData("    [ReLU, Linear(10)] public partial Sequence Fc { get; }", "    [ReLU, Flatten, Linear(10)] public partial Sequence Fc { get; }")]
    [InlineData("    [Linear(10, From = nameof(Conv1), When = \"Classes > 1\", Name = \"head\", Bias = false), Identity] public partial Sequence? Fc { get; }", "    [Flatten(From = nameof(Conv1), When = \"Classes > 1\", Name = \"head\"), Linear(10, Bias = false), Identity] public partial Sequence? Fc { get; }")]
    public Task Inserts_a_flatten(string before, string after) =>
        FixBench.VerifyAsync(new InsertFlattenFix(), Network("    " + Conv1 + before), Network("    " + Conv1 + after));

    [Fact]
    public Task Takes_the_inferred_shape() => FixBench.VerifyAsync(
        new ExpectFix(),
        Classifier("[Conv2d(64, Kernel = 3, Expect = \"64x32x32\")] public partial Conv2d Conv1 { get; }"),
        Classifier("[Conv2d(64, Kernel = 3, Expect = \"64x30x30\")] public partial Conv2d Conv1 { get; }"));
}
