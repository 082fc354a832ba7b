using System.Linq;
using System.Threading.Tasks;
using Fmt.Tests;
using Xunit;
using static Fmt.Analyzers.Tests.Usage;
using static Fmt.Analyzers.Tests.Workbench;

namespace Fmt.Analyzers.Tests;

/// <summary>Weights whose names and shapes are listed in the project.</summary>
public class Fmt4007Tests
{
    // The state_dict of Usage's network, written out by hand: a 1x1 convolution and the classifier.
    private const string Right = "conv1.weight\t64x3x1x1\nconv1.bias\t64\nendFc.weight\t10x64\nendFc.bias\t10\n";

    private const string Wrong = "conv1.weight\t64x3x1x1\n";

    private static ExampleFile List(string text, string name = "w.pth.keys.txt") => new(name, text);

    [Theory]
    [InlineData("net.Load({|FMT4007:\"w.pth\"|});")]
    [InlineData("_ = Net.FromFile({|FMT4007:\"w.pth\"|});")]
    [InlineData("net.Load(path: {|FMT4007:\"w\" + \".pth\"|});")]
    [InlineData("const string Path = \"w.pth\"; net.Load({|FMT4007:Path|});")]
    [InlineData("((Fmt.Modules.NetworkModule)net).Load({|FMT4007:\"w.pth\"|});")]
    [InlineData("net?.Load({|FMT4007:\"w.pth\"|});")]
    [InlineData("net.Load({|FMT4007:\"../w.pth\"|}); net.Load({|FMT4007:\"./w.pth\"|}); net.Load({|FMT4007:@\".\\w.pth\"|});")]
    public Task A_constant_path(string statements) => VerifyAsync(Method(statements), List(Wrong));

    [Theory]
    [InlineData("net.Load(\"v.pth\");")]
    [InlineData("net.Load(\"models/w.pth\");")]
    [InlineData("net.Load(\"/w.pth\");")]
    [InlineData("var path = \"w.pth\"; net.Load(path);")]
    [InlineData("net.Save(\"w.pth\");")]
    [InlineData("net.load(\"w.pth\");")]
    [InlineData("Fmt.Modules.NetworkModule some = net; some.Load(\"w.pth\");")]
    [InlineData("Load(\"w.pth\"); static void Load(string path) { }")]
    public Task Not_certainly_this_file(string statements) => VerifyAsync(Method(statements), List(Wrong));

    [Fact]
    public Task Without_a_list() => VerifyAsync(Method("net.Load(\"w.pth\");"), List(Wrong, "w.pth.txt"));

    [Theory]
    [InlineData("a/w.pth.keys.txt", "a/w.pth", true)]
    [InlineData("a/w.pth.keys.txt", "w.pth", true)]
    [InlineData("a/w.pth.keys.txt", "/project/a/w.pth", true)]
    [InlineData("a/w.pth.keys.txt", "b/w.pth", false)]
    [InlineData("aw.pth.keys.txt", "w.pth", false)]
    public Task Folders_must_agree(string list, string path, bool reported) =>
        VerifyAsync(Method(reported ? $"net.Load({{|FMT4007:\"{path}\"|}});" : $"net.Load(\"{path}\");"), List(Wrong, list));

    [Fact]
    public async Task Of_several_lists_only_a_named_one()
    {
        ExampleFile[] lists = [List(Wrong, "a/w.pth.keys.txt"), List(Wrong, "b/w.pth.keys.txt")];
        await VerifyAsync(Method("net.Load(\"w.pth\"); net.Load({|FMT4007:\"b/w.pth\"|});"), lists);
    }

    [Theory]
    [InlineData(Right, "")]
    [InlineData("endFc.bias\t10\r\nendFc.weight\t10x64\r\n\r\nconv1.bias\t64\r\nconv1.weight\t64x3x1x1", "")]
    [InlineData("", "missing 'conv1.weight' and 3 more")]
    [InlineData("conv1.weight\t64x3x1x1\nconv1.bias\t64\nendFc.weight\t10x64\n", "missing 'endFc.bias'")]
    [InlineData(Right + "fc.bias\t10\n", "unexpected 'fc.bias'")]
    [InlineData(Right + "conv1.weight.extra\nepoch\n", "unexpected 'conv1.weight.extra' and 1 more")]
    [InlineData("conv1.weight\t64x3x3x3\nconv1.bias\nendFc.weight\t10x64\nendFc.bias\t10\n", "of another shape 'conv1.weight' (it is 64x3x3x3, declared 64x3x1x1) and 1 more")]
    [InlineData("conv1.weight\t64x3x1x1\nconv1.bias\nendFc.weight\t10x64\nendFC.bias\t10\n", "missing 'endFc.bias', unexpected 'endFC.bias', of another shape 'conv1.bias' (it is a scalar, declared 64)")]
    // No list of keys.
    [InlineData("conv1.weight\t64x3x1x\n", "")]
    [InlineData("conv1.weight\tlarge\n", "")]
    [InlineData("conv1.weight\t64x3x1x1\nconv1.weight\t64x3x1x1\n", "")]
    public async Task It_names_one_of_each_kind(string list, string expected)
    {
        var found = (await DiagnoseAsync(Compile(Method("net.Load(\"w.pth\");")), List(list))).Where(d => d.Id == "FMT4007").Select(d => d.GetMessage());
        Assert.Equal(expected.Length == 0 ? [] : [$"'w.pth' does not fit 'Net', so loading throws: {expected} (mend the declaration, where Name sets a name; if the list of keys is old, write it anew)"], found);
    }

    [Fact]
    public async Task Counters_may_be_missing_and_opaque_modules_have_keys_of_their_own()
    {
        const string Members = """
            [Conv2d(64)] public partial Conv2d Conv1 { get; }
            [BatchNorm2d] public partial BatchNorm2d Bn { get; }
            [Scale(1.0)] public partial LearnedScale Gamma { get; }
            [Module("64x32x32", Testable = false)] public partial Gate Gate { get; }
            """;
        const string More = """
            public sealed class Gate() : TorchSharp.torch.nn.Module<TorchSharp.torch.Tensor, TorchSharp.torch.Tensor>("gate")
            {
                public override TorchSharp.torch.Tensor forward(TorchSharp.torch.Tensor input) => input;
            }
            public static class Program { public static Net Read() => Net.FromFile(MARKED); }
            """;
        const string Keys = Right + "bn.weight\t64\nbn.bias\t64\nbn.running_mean\t64\nbn.running_var\t64\ngamma\t64x1x1\ngate.layer.weight\t7x7\n";
        await VerifyAsync(Source.Classifier(Members, More.Replace("MARKED", "\"w.pth\"")), List(Keys));
        await VerifyAsync(Source.Classifier(Members, More.Replace("MARKED", "\"w.pth\"")), List(Keys + "bn.num_batches_tracked\n"));
        await VerifyAsync(Source.Classifier(Members, More.Replace("MARKED", "{|FMT4007:\"w.pth\"|}")), List(Keys.Replace("gate.", "gates.")));
        await VerifyAsync(Source.Classifier(Members, More.Replace("MARKED", "{|FMT4007:\"w.pth\"|}")), List(Keys.Replace("gamma\t64x1x1", "gamma\t64")));
    }

    [Fact]
    public async Task A_method_of_the_users_may_change_the_keys()
    {
        const string Own = "public sealed partial class Net { public static Net FromFile(string path) => new(); }\npublic static class Program { public static Net Read() => Net.FromFile(\"w.pth\"); }";
        var found = await DiagnoseAsync(Compile(Source.Classifier("[Conv2d(64)] public partial Conv2d Conv1 { get; }", Own)), List(Wrong));
        Assert.DoesNotContain(found, d => d.Id == "FMT4007");
    }

    [Fact]
    public async Task A_wrong_declaration_is_told_alone()
    {
        var found = await DiagnoseAsync(Compile(Source.Network("[Conv2d(64, Kernel = 0)] public partial Conv2d Conv1 { get; }", "public static class Program { public static Net Read() => Net.FromFile(\"w.pth\"); }")), List(Wrong));
        Assert.Contains(found, d => d.Id == "FMT1012");
        Assert.DoesNotContain(found, d => d.Id == "FMT4007");
    }
}
