using System;
using System.Threading.Tasks;
using Xunit;

namespace Fmt.Tool.Tests;

/// <summary>Guesses that do not stand: what is written in their place compiles, has the file's state, and says so.</summary>
public sealed class TakenBackTests
{
    [Fact]
    public async Task A_sum_of_maps_of_two_sizes_becomes_a_chain()
    {
        // By its widths each block adds what it reads; its even kernel makes fewer places of it.
        var keys = new KeyList().Conv("conv", 8, 3, 3);
        for (var i = 0; i < 2; i++) keys.Conv($"layer.{i}.a", 8, 8, 2).Conv($"layer.{i}.b", 8, 8, 3);
        var text = await Written(keys.Linear("fc", 10, 8));
        Assert.Contains("    // FILL: problem: joined as guessed this gives FMT2003; so its parts stand one behind another here.\n", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Add(", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(20, "[/* FILL: problem */ Concat(nameof(Relu), nameof(Relu), nameof(Relu))] public partial Activation Repeated { get; }\n    [/* FILL: problem */ Slice(0, 20)] public partial Activation Fitted { get; }")]
    [InlineData(16, "[/* FILL: problem */ Concat(nameof(Relu), nameof(Relu))] public partial Activation Repeated { get; }\n    [Conv2d")]
    [InlineData(5, "[/* FILL: problem */ Slice(0, 5)] public partial Activation Fitted { get; }")]
    public async Task Channels_that_no_member_gives_are_made_and_marked(int reads, string expected)
    {
        var text = await Written(new KeyList().Conv("first", 8, 3, 3).Conv("second", 8, reads, 1).Linear("fc", 10, 8));
        Assert.Contains(expected, text, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"// FILL: edge: second reads {reads} channels, which no member before it gives"), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_nothing_reads_is_registered_only()
    {
        var text = await Written(new KeyList().Conv("first", 8, 3, 3).Linear("side", 16, 8).Conv("second", 8, 8, 3).Linear("fc", 10, 8));
        Assert.Contains("[Linear(16, From = nameof(Flat), Called = /* FILL: called */ false)] public partial Linear Side { get; }", text, StringComparison.Ordinal);
        Assert.Contains("From = /* FILL: edge */ nameof(Relu)", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parallel_blocks_of_one_class_are_no_repeat()
    {
        var keys = new KeyList().Conv("stem", 8, 3, 3);
        for (var i = 0; i < 3; i++) keys.Conv($"branch{i}.conv", 16, 8, 3).Norm($"branch{i}.bn", 16);
        var text = await Written(keys.Conv("join", 8, 48, 1).Linear("fc", 10, 8));
        Assert.DoesNotContain("Repeat<", text, StringComparison.Ordinal);
        Assert.Contains("Concat(nameof(Branch0), nameof(Branch1), nameof(Branch2))", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_unit_that_comes_and_goes_keeps_its_activation()
    {
        var keys = new KeyList().Conv("stem", 8, 3, 3);
        for (var i = 0; i < 3; i++)
        {
            if (i > 0) keys.Conv($"blocks.{i}.expand.0", 16, 8, 1).Norm($"blocks.{i}.expand.1", 16);
            keys.Conv($"blocks.{i}.conv.0", i > 0 ? 16 : 8, 1, 3).Norm($"blocks.{i}.conv.1", i > 0 ? 16 : 8).Conv($"blocks.{i}.project.0", 8, i > 0 ? 16 : 8, 1).Norm($"blocks.{i}.project.1", 8);
        }

        var text = await Written(keys.Linear("fc", 10, 8));
        Assert.Contains("When = nameof(HasExpand)), BatchNorm2d, /* FILL: activation */ ReLU] public partial Sequence? Expand { get; }", text, StringComparison.Ordinal);
    }

    private static async Task<string> Written(KeyList keys)
    {
        var text = Skeleton.Write(keys.Keys, new SkeletonOptions("Net"));
        using var network = await Compiled.OfAsync(text);
        Assert.Equal(Keys.Of(keys.Keys), Keys.Of(network.Network.StateEntries));
        return text;
    }
}
