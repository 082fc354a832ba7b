using System;
using System.Linq;
using Xunit;
using static TorchSharp.torch;

namespace Fmt.Tests.Modules;

/// <summary>Every tensor has an owner: no pass leaves one behind, with or without a dispose scope around it.</summary>
public sealed class MemoryTests
{
    public static TheoryData<string, bool> All => Support.NamesAndModes;

    [Theory]
    [MemberData(nameof(All))]
    public void Forward_and_backward_leave_nothing_behind(string name, bool training)
    {
        using var net = Support.Make(name, training);
        using var images = Support.Images();
        void Pass()
        {
            using var logits = net.forward(images);
            if (!training) return;
            using var loss = logits.sum();
            loss.backward();
            net.zero_grad();
        }

        AssertFlat(Pass);
        foreach (var maps in net.AllMaps) maps.Mask[0] = true;
        AssertFlat(Pass);
        var watches = net.AllMaps.SelectMany(m => new[] { m.Observe(_ => { }), m.Inject(t => zeros_like(t)) }).ToArray();
        AssertFlat(Pass);
        foreach (var watch in watches) watch.Dispose();
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Prefix_and_suffix_leave_nothing_behind_but_what_they_give(string name, bool training)
    {
        using var net = Support.Make(name, training);
        using var images = Support.Images();
        foreach (var maps in net.AllMaps)
        {
            AssertFlat(() =>
            {
                using var state = maps.Features(images);
                using var logits = maps.Logits(state);
                using var other = state.Maps * 2;
                using var changed = state.With(other);
                using var again = maps.Logits(changed);
            });
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Layer_that_throws_leaves_nothing_behind(bool training)
    {
        using var net = (OpaqueNet)Support.Make(nameof(OpaqueNet), training);
        using var images = Support.Images();
        net.Middle.Does = _ => throw new TimeoutException("no");
        AssertFlat(() => Assert.Throws<TimeoutException>(() => net.forward(images)));
        AssertFlat(() => Assert.Throws<TimeoutException>(() => net.Maps.Conv2.Features(images)));
        net.Middle.Does = x => x.sum(1, keepdim: true);
        AssertFlat(() => Assert.Throws<InvalidOperationException>(() => net.forward(images)));
        net.Middle.Does = x => x * 2;
        using var watch = net.Maps.Conv2.Observe(_ => throw new TimeoutException("no"));
        AssertFlat(() => Assert.Throws<TimeoutException>(() => net.forward(images)));
        using var injection = net.Maps.Conv2.Inject(_ => throw new TimeoutException("no"));
        AssertFlat(() => Assert.Throws<TimeoutException>(() => net.forward(images)));
    }

    [Fact]
    public void Images_of_the_wrong_size_leave_nothing_behind()
    {
        using var net = Support.Make(nameof(ResidualNet));
        using var images = zeros(2, 3, 9, 9);
        AssertFlat(() => Assert.Throws<ArgumentException>(() => net.forward(images)));
    }

    [Fact]
    public void Network_and_its_copy_free_everything_when_disposed()
    {
        void Life()
        {
            using var net = new EluNet();
            net.Maps.Features[0].Mask[0] = true;
            using var images = Support.Images();
            using var logits = net.forward(images);
            using var copy = net.Copy();
        }

        // TorchSharp 0.107's own Conv2d leaves one tensor when it is made with a bias; each of the two networks has three.
        void Convolutions()
        {
            for (var i = 0; i < 6; i++) nn.Conv2d(3, 4, 3).Dispose();
        }

        Assert.Equal(Growth(Convolutions), Growth(Life));
    }

    private static long Growth(Action life)
    {
        life();
        var before = Support.Alive;
        for (var i = 0; i < 3; i++) life();
        return Support.Alive - before;
    }

    [Fact]
    public void Scope_around_a_pass_owns_what_the_pass_gives()
    {
        using var net = Support.Make(nameof(ResidualNet));
        Tensor logits;
        using (NewDisposeScope()) logits = net.forward(Support.Images());
        Assert.True(logits.IsInvalid);
    }

    private static void AssertFlat(Action pass)
    {
        // Twice before counting: the first pass makes what is kept (masks, means).
        pass();
        pass();
        var before = Support.Alive;
        for (var i = 0; i < 3; i++) pass();
        Assert.Equal(before, Support.Alive);
    }
}
