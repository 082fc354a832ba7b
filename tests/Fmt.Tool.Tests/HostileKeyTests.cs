using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Fmt.Modules;
using Fmt.Tool.Reading;
using TorchSharp;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Keys come from files that nobody vouches for: valid C# or a clear error, never anything else.</summary>
public sealed class HostileKeyTests
{
    public static TheoryData<string> Names =>
    [
        "class", "namespace", "Edge", "edge", "width", "classes", "input", "first", "net", "Net", "maps", "forward", "summary", "toString", "getHashCode", "equals", "mapTree", "segment3",
        "Conv1", "conv2d", "linear", "sequence", "activation", "relu", "a b", "größe", "層", "😀", "1st", "007", "-1", "_", "__init__", "a\"b", "a\\b", "a/*b", "*/", "//", "{0}", "${x}", "<summary>", "@@", "#if", "é", "ß", "ǆ", "İ", new string('x', 5000),
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_name_survives(string name)
    {
        var keys = new KeyList().Conv(name, 8, 3, 3).Conv("other." + name + ".0", 8, 8, 3).Norm("other." + name + ".1", 8).Linear("head." + name, 10, 8).Keys;
        using var network = await Compiled.OfAsync(Skeleton.Write(keys, new SkeletonOptions("Net")));
        Assert.Equal(Keys.Of(keys), Keys.Of(network.Network.StateEntries));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_block_of_a_name_survives(string name)
    {
        var keys = new KeyList();
        for (var i = 0; i < 3; i++) keys.Conv($"{name}.{i}.{name}", i == 0 ? 8 : 16, i == 0 ? 3 : i == 1 ? 8 : 16, 3).Norm($"{name}.{i}.{name}2", i == 0 ? 8 : 16);
        keys.Linear("fc", 10, 16);
        using var network = await Compiled.OfAsync(Skeleton.Write(keys.Keys, new SkeletonOptions("Net")));
        Assert.Equal(Keys.Of(keys.Keys), Keys.Of(network.Network.StateEntries));
    }

    [Fact]
    public async Task Names_that_become_one_are_kept_apart()
    {
        var keys = new KeyList();
        string[] names = ["a_b", "aB", "a b", "a-b", "AB", "a__b", "A_b", "x1.1", "x1_1", "x.11"];
        foreach (var name in names) keys.Conv(name, 3, 3, 3);
        keys.Linear("fc", 10, 3);
        using var network = await Compiled.OfAsync(Skeleton.Write(keys.Keys, new SkeletonOptions("Net")));
        Assert.Equal(Keys.Of(keys.Keys).Order(), Keys.Of(network.Network.StateEntries).Order());
    }

    [Theory]
    [InlineData("a..b.weight", "empty part")]
    [InlineData(".weight", "empty part")]
    [InlineData("...", "empty part")]
    [InlineData("", "empty part")]
    [InlineData("a\nb.weight", "control characters")]
    [InlineData("a\u001b[31m.weight", "control characters")]
    [InlineData("a\0.weight", "control characters")]
    public void A_name_no_module_has_is_refused_in_one_line(string name, string why)
    {
        var error = Assert.Throws<DeclarationException>(() => Skeleton.Write(new KeyList().Conv("conv", 8, 3, 3).Tensor(name, 8).Keys, new SkeletonOptions("Net")));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(error.Message, char.IsControl);
    }

    [Fact]
    public void Nothing_too_deep_too_many_twice_or_unknown()
    {
        Refused("holds no tensors", new KeyList());
        Refused("modules deep", new KeyList().Tensor(string.Join('.', Enumerable.Repeat("a", 100_000)), 1));
        Refused("two tensors", new KeyList().Tensor("a.weight", 1).Tensor("a.weight", 1));
        Refused("nothing to declare", new KeyList().Tensor("norm.weight", 8).Tensor("norm.bias", 8));
        var many = new KeyList();
        for (var i = 0; i < 60_000; i++) many.Tensor($"a{i}.weight", 1);
        Refused("most that is declared", many);
    }

    [Theory]
    [InlineData("class")]
    [InlineData("Conv2d")]
    [InlineData("Activation")]
    [InlineData("Stage")]
    [InlineData("Fmt")]
    [InlineData("a.b")]
    [InlineData("1a")]
    [InlineData("")]
    [InlineData("x; }")]
    public void A_class_cannot_be_called_so(string name) =>
        Assert.Throws<DeclarationException>(() => Skeleton.Write(new KeyList().Conv("conv", 8, 3, 3).Keys, new SkeletonOptions(name)));

    [Theory]
    [InlineData("3x32")]
    [InlineData("3x0x32")]
    [InlineData("3x-1x32")]
    [InlineData("\"")]
    [InlineData("3x32x999999")]
    public void An_image_has_no_such_shape(string input) =>
        Assert.Throws<DeclarationException>(() => Skeleton.Write(new KeyList().Conv("conv", 8, 3, 3).Keys, new SkeletonOptions("Net", Input: input)));

    [Fact]
    public async Task Keys_of_no_layer_become_marked_comments()
    {
        var keys = new KeyList().Conv("conv", 8, 3, 3).Tensor("norm.weight", 8).Tensor("norm.bias", 8).Tensor("block.gamma", 8).Conv("block.conv1", 8, 8, 3).Conv("block.conv2", 8, 8, 3)
            .Tensor("attn.in_proj_weight", 24, 8).Tensor("attn.in_proj_bias", 24).Tensor("cls_token", 1, 1, 8).Tensor("empty.weight", 0, 3, 3, 3).Tensor("huge.weight", long.MaxValue, 3).Linear("fc1", 16, 8).Norm("bn", 16).Linear("fc2", 10, 16).Keys;
        var text = Skeleton.Write(keys, new SkeletonOptions("Net"));
        foreach (var name in new[] { "norm has weight [8], bias [8]", "gamma [8]", "attn has in_proj_weight [24, 8]", "cls_token [1, 1, 8]", "empty has", "huge has", "bn normalises vectors" })
            Assert.Contains("// FILL: layer: ", text.Split('\n').Single(l => l.Contains(name, StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Empty((await Compiled.CheckAsync(text)).Found);
    }

    /// <summary>What the catalogue says of every kind's keys, not a list of the tool's own.</summary>
    [Theory]
    [InlineData("BatchNorm2d, GroupNorm, InstanceNorm2d, LayerNorm and LayerNorm2d have such keys", "x.weight 8", "x.bias 8")]
    [InlineData("LayerNorm has such keys", "x.weight 8x4x4", "x.bias 8x4x4")]
    [InlineData("LayerNorm and PReLU have such keys", "x.weight 8")]
    [InlineData("Scale has such keys", "x.gamma 8x1x1")]
    [InlineData("ConvTranspose2d has such keys", "x.weight 8x4x2x2", "x.bias 4")]
    [InlineData("no layer of the language has such keys", "x.in_proj_weight 24x8", "x.in_proj_bias 24")]
    [InlineData("no layer of the language has such keys", "x.weight 8", "x.bias 4")]
    public void Keys_that_do_not_tell_the_layer_name_those_that_have_them(string expected, params string[] tensors)
    {
        var keys = new KeyList().Conv("conv", 8, 3, 3);
        foreach (var tensor in tensors) keys.Tensor(tensor.Split(' ')[0], [.. tensor.Split(' ')[1].Split('x').Select(d => long.Parse(d, System.Globalization.CultureInfo.InvariantCulture))]);
        Assert.Contains($"; {expected}. Write ", Skeleton.Write(keys.Linear("fc", 10, 8).Keys, new SkeletonOptions("Net")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Random_trees_give_code_that_the_compiler_reads()
    {
        var random = new Random(1);
        for (var round = 0; round < 3000; round++)
        {
            var keys = RandomKeys(random);
            string text;
            try
            {
                text = Skeleton.Write(keys, new SkeletonOptions("Net"));
            }
            catch (DeclarationException)
            {
                continue;
            }

            Assert.Empty(Compiled.SyntaxErrors(text));
            if (round % 50 > 0) continue;
            // The language may have something to say; the compiler may not.
            var (_, found) = await Compiled.CheckAsync(text);
            Assert.True(found.All(d => d.Id.StartsWith("FMT", StringComparison.Ordinal) && d.Id != "FMT9001"), string.Join("\n", found) + "\n" + text);
            Assert.True(found.IsEmpty != text.Contains("\n// FILL: problem: ", StringComparison.Ordinal), string.Join("\n", found) + "\n" + text);
            if (found.IsEmpty) await HasTheStateOrSaysSo(text, keys);
        }
    }

    private static async Task HasTheStateOrSaysSo(string text, List<StateEntry> keys)
    {
        using var network = await Compiled.OfAsync(text);
        // Old files have no counters; a declared network does.
        var declared = network.Network.StateEntries.Where(e => !e.Name.EndsWith(".num_batches_tracked", StringComparison.Ordinal) || keys.Exists(k => k.Name == e.Name));
        var agrees = Keys.Of(declared.Select(e => e with { Type = default }).OrderBy(e => e.Name, StringComparer.Ordinal)).SequenceEqual(Keys.Of(keys.Select(e => e with { Type = default }).OrderBy(e => e.Name, StringComparer.Ordinal)));
        Assert.True(agrees || text.Contains("\n// FILL: state: ", StringComparison.Ordinal), text);
    }

    [Fact]
    public void Large_files_are_bounded_work()
    {
        // As many tensors as are taken, each block another: the worst case of comparing structures.
        var keys = new KeyList();
        for (var i = 0; i < 4000; i++) keys.Conv($"b{i}.c{i}", 8, 8, 3).Conv($"b{i}.d{i}", 8, 8, 1);
        for (var i = 0; i < 30_000; i++) keys.Conv($"features.{i}", 8, 8, 3);
        Assert.Empty(Compiled.SyntaxErrors(Skeleton.Write(keys.Keys, new SkeletonOptions("Net"))));
    }

    private static List<StateEntry> RandomKeys(Random random)
    {
        string[] names = ["0", "1", "2", "5", "conv", "bn", "class", "a b", "down", "fc", "x.y", "Width", "stride", "ä"];
        string[] leaves = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked", "gamma"];
        long[][] shapes = [[8], [16], [8, 8, 3, 3], [16, 8, 1, 1], [8, 1, 3, 3], [10, 8], [10, 128], [], [8, 8, 3], [16, 4, 3, 3]];
        var keys = new Dictionary<string, StateEntry>();
        for (var i = random.Next(1, 40); i > 0; i--)
        {
            var path = string.Concat(Enumerable.Range(0, random.Next(0, 4)).Select(_ => names[random.Next(names.Length)] + "."));
            if (random.Next(2) == 0)
            {
                var list = new KeyList();
                var name = path + names[random.Next(names.Length)];
                _ = random.Next(3) switch { 0 => list.Conv(name, 8 << random.Next(2), 8, 3), 1 => list.Norm(name, 8 << random.Next(2)), _ => list.Linear(name, 10, 8 << random.Next(3)) };
                foreach (var key in list.Keys) keys.TryAdd(key.Name, key);
            }
            else
            {
                var name = path + leaves[random.Next(leaves.Length)];
                keys.TryAdd(name, new StateEntry(name, torch.ScalarType.Float32, [.. shapes[random.Next(shapes.Length)]]));
            }
        }

        return [.. keys.Values];
    }

    private static void Refused(string why, KeyList keys)
    {
        var error = Assert.Throws<DeclarationException>(() => Skeleton.Write(keys.Keys, new SkeletonOptions("Net")));
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
        Assert.True(error.Message.Length < 300, error.Message);
    }
}
