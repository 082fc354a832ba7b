using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Fmt.Modules;
using TorchSharp;
using Xunit;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace Fmt.Tests.Modules;

/// <summary>Generated passes against the same network written by hand, out of place, with autograd as the judge; prefix and suffix; threads.</summary>
public sealed class ForwardTests
{
    public static TheoryData<string, bool> All => Support.NamesAndModes;

    /// <summary>The same layers, called by hand; nothing runs in place.</summary>
    private static readonly Dictionary<string, Func<NetworkModule, Tensor, Generator, Tensor>> Twins = new()
    {
        [nameof(ResidualNet)] = (m, x, draws) =>
        {
            var net = (ResidualNet)m;
            var mean = tensor(new[] { 0.4f, 0.5f, 0.6f }, [1, 3, 1, 1]);
            var std = tensor(new[] { 0.2f, 0.25f, 0.3f }, [1, 3, 1, 1]);
            x = net.Bn1.call(net.Conv1.call((x - mean) / std)).relu();
            foreach (var block in net.Layer)
            {
                var y = block.Bn2.call(block.Conv2.call(block.Bn1.call(block.Conv1.call(x)).relu()));
                x = (y + (block.Shortcut is { } s ? s.call(x) : x)).relu();
            }

            return net.Fc.call(x.mean([2, 3]));
        },
        [nameof(EluNet)] = (m, x, draws) =>
        {
            var net = (EluNet)m;
            Tensor Call(int i, Tensor t) => ((nn.Module<Tensor, Tensor>)net.Features[i].Module!).call(t);
            x = F.elu(Call(1, Call(0, x)), 1);
            x = F.max_pool2d(F.elu(Call(3, x), 0.3), 2);
            return net.Fc.call(F.elu(Call(6, x), -0.5).flatten(1));
        },
        [nameof(JoinNet)] = (m, x, draws) =>
        {
            var net = (JoinNet)m;
            var stem = net.Stem.call(x);
            var (a, b, c) = (stem.relu(), net.B.call(stem), F.max_pool2d(stem, 3, 1, 1));
            var narrow = net.Narrow.call(cat([a + b + c, a], 1));
            var gated = narrow * net.Excite.call(narrow.mean([2, 3], keepdim: true));
            return net.Fc.call((gated * narrow * gated).relu().flatten(1));
        },
        [nameof(ViewNet)] = (m, x, draws) =>
        {
            var net = (ViewNet)m;
            Tensor Drop(Tensor t, double p) => net.training ? t * rand(t.shape, generator: draws).ge(p).to(float32) / (1 - p) : t;
            x = net.Conv1.call(Drop(x, 0.25).relu());
            var relu = Drop(x, 0.5).relu();
            var conv2 = net.Conv2.call(relu);
            var conv3 = net.Conv3.call(F.elu(conv2[.., .., TensorIndex.Slice(step: 2), TensorIndex.Slice(step: 2)], 1));
            var side = F.avg_pool2d(Drop(relu, 0.5).relu(), 3);
            return net.Fc.call(net.Conv4.call(cat([side, conv3], 1)).flatten(1).relu());
        },
        [nameof(SharedNet)] = (m, x, draws) =>
        {
            var net = (SharedNet)m;
            return net.Fc.call(net.Own.call(net.Conv1.call(net.Conv1.call(net.Conv1.call(x).relu()))).flatten(1));
        },
        [nameof(OpaqueNet)] = (m, x, draws) =>
        {
            var net = (OpaqueNet)m;
            return net.Fc.call(net.Conv2.call((net.Conv1.call(x) * 2).relu()).flatten(1));
        },
    };

    private static Pass Draws() => new() { Generator = new Generator(5) };

    [Theory]
    [MemberData(nameof(All))]
    public void Logits_and_all_gradients_are_those_of_the_network_written_by_hand(string name, bool training)
    {
        using var scope = NewDisposeScope();
        using var a = Support.Make(name, training);
        using var b = Support.Make(name, training);
        var (x, y) = (Support.Images().requires_grad_(), Support.Images().requires_grad_());
        var weights = rand(2, 5);
        var (mine, theirs) = (a.forward(x, Draws()), Twins[name](b, y, new Generator(5)));
        Support.AssertClose(theirs, mine, "logits");
        (mine * weights).sum().backward();
        (theirs * weights).sum().backward();
        Support.AssertClose(y.grad, x.grad, "images");
        var used = 0;
        foreach (var ((key, p), (_, q)) in a.named_parameters().Zip(b.named_parameters()))
        {
            Support.AssertClose(q.grad, p.grad, key);
            if (p.grad is not null) used++;
        }

        Assert.True(used >= 5);
        foreach (var entry in a.StateEntries) Support.AssertClose(b.StateTensor(entry.Name), a.StateTensor(entry.Name), entry.Name);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Masked_logits_are_those_of_the_network_written_by_hand(string name, bool training)
    {
        using var scope = NewDisposeScope();
        using var a = Support.Make(name, training);
        using var b = Support.Make(name, training);
        foreach (var maps in a.AllMaps) maps.Mask[maps.Site.Channels - 1] = true;
        // The hand-written twin is masked by TorchSharp's own hooks.
        var layers = b.named_modules().ToDictionary(m => m.name, m => m.module);
        foreach (var maps in b.AllMaps)
        {
            var keep = ones(1, maps.Site.Channels, 1, 1);
            keep[.., maps.Site.Channels - 1] = 0;
            ((nn.Module<Tensor, Tensor>)layers[maps.Site.Name]).register_forward_hook((_, _, output) => output * keep);
        }

        var (mine, theirs) = (a.forward(Support.Images(), Draws()), Twins[name](b, Support.Images(), new Generator(5)));
        Support.AssertClose(theirs, mine, "logits");
        mine.square().sum().backward();
        theirs.square().sum().backward();
        foreach (var ((key, p), (_, q)) in a.named_parameters().Zip(b.named_parameters())) Support.AssertClose(q.grad, p.grad, key);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Suffix_of_a_prefix_is_the_whole_at_every_site_as_often_as_one_likes(string name, bool training)
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(name, training);
        if (training && name == nameof(ViewNet)) return; // Its passes differ by chance.
        var images = Support.Images();
        var whole = net.forward(images);
        foreach (var maps in net.AllMaps)
        {
            using var state = maps.Features(images);
            Assert.Equal([2, maps.Site.Channels, maps.Site.Height, maps.Site.Width], state.Maps.shape);
            var before = state.Maps.clone();
            for (var i = 0; i < 3; i++) Support.AssertClose(whole, maps.Logits(state), maps.Site.Name);
            Support.AssertSame(before, state.Maps, maps.Site.Name);
            using var changed = state.With(state.Maps * 0);
            using (maps.Inject(m => -m)) Support.AssertClose(net.forward(images), maps.Logits(changed), maps.Site.Name);
            Support.AssertClose(whole, maps.Logits(state), maps.Site.Name);
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Gradient_flows_through_the_suffix(string name, bool training)
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(name, training);
        foreach (var maps in net.AllMaps)
        {
            using var state = maps.Features(Support.Images());
            var leaf = state.Maps.detach().requires_grad_();
            using var changed = state.With(leaf);
            maps.Logits(changed).sum().backward();
            Assert.NotNull(leaf.grad);
            Assert.Equal(leaf.shape, leaf.grad.shape);
        }
    }

    [Fact]
    public void State_of_another_site_or_network_is_refused()
    {
        using var scope = NewDisposeScope();
        using var a = Support.Make(nameof(ResidualNet));
        using var b = Support.Make(nameof(ResidualNet));
        using var state = a.AllMaps[0].Features(Support.Images());
        Assert.Contains("conv1", Assert.Throws<ArgumentException>(() => a.AllMaps[1].Logits(state)).Message);
        Assert.Throws<ArgumentException>(() => b.AllMaps[0].Logits(state));
    }

    [Theory]
    [InlineData(nameof(ViewNet))]
    public void Dropout_of_one_seed_is_the_same_and_of_another_is_not(string name)
    {
        using var scope = NewDisposeScope();
        Tensor Once(ulong seed)
        {
            using var net = Support.Make(name, training: true);
            return net.forward(Support.Images(16), new Pass { Generator = new Generator(seed, CPU) });
        }

        Support.AssertSame(Once(1), Once(1));
        using var other = Once(1).eq(Once(2)).all();
        Assert.False(other.ToBoolean());
    }

    [Fact]
    public void Dropout_keeps_the_mean_and_the_share()
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(4, CPU);
        var dropped = Operators.Dropout(ones(100_000), 0.3, true, generator);
        Assert.Equal(0.3, dropped.eq(0).to(float64).mean().ToDouble(), 0.01);
        Assert.Equal(1.0, dropped.mean().ToDouble(), 0.02);
        Assert.Equal(0.0, Operators.Dropout(ones(10), 1, true, generator).abs().sum().ToDouble());
        Assert.Equal(0.0, Operators.Dropout(ones(10), 1, true, null).abs().sum().ToDouble());
        Assert.Equal(10.0, Operators.Dropout(ones(10), 1, false, null).sum().ToDouble());
    }

    [Fact]
    public void Threads_that_share_a_network_get_what_each_gets_alone()
    {
        using var scope = NewDisposeScope();
        using var net = Support.Make(nameof(ResidualNet));
        foreach (var maps in net.AllMaps) maps.Mask[0] = true;
        var inputs = Enumerable.Range(0, 2).Select(i => Support.Images(2, 100 + i)).ToArray();
        using var alone = Support.Make(nameof(ResidualNet));
        foreach (var maps in alone.AllMaps) maps.Mask[0] = true;
        var expected = inputs.Select(i => alone.forward(i)).ToArray();
        var wrong = 0;
        Exception? thrown = null;
        var start = new Barrier(2);
        var threads = inputs.Select((images, i) => new Thread(() =>
        {
            try
            {
                using var noGrad = no_grad();
                for (var round = 0; round < 50; round++)
                {
                    start.SignalAndWait();
                    using var logits = net.forward(images);
                    using var same = logits.eq(expected[i]).all();
                    if (!same.ToBoolean()) Interlocked.Increment(ref wrong);
                }
            }
            catch (Exception e)
            {
                thrown = e;
                start.RemoveParticipant();
            }
        })).ToArray();
        foreach (var thread in threads) thread.Start();
        foreach (var thread in threads) thread.Join();
        Assert.Null(thrown);
        Assert.Equal(0, wrong);
    }
}
